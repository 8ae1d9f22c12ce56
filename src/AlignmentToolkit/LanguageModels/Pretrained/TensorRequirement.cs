using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>A tensor that a model needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its dimensions; matrices are [outputs, inputs].</param>
public sealed record TensorRequirement(string Name, TensorShape Shape);
