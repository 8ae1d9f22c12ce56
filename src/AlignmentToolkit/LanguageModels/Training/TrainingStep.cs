namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>What one step was like.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="Fraction">Done part of all steps, in [0, 1].</param>
/// <param name="Loss">Mean loss before the step.</param>
/// <param name="Weight">What the mean was over: number of tokens, or of pairs, that count.</param>
/// <param name="GradientNorm">Norm of the mean gradient, before it was shortened.</param>
/// <param name="LearningRate">η.</param>
public readonly record struct TrainingStep(
    long Step, double Fraction, double Loss, double Weight, double GradientNorm, double LearningRate);
