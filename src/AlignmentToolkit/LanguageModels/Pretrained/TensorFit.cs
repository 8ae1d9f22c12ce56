using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>Whether a checkpoint holds exactly the tensors of a model.</summary>
internal static class TensorFit
{
    /// <exception cref="InvalidDataException">A tensor is missing, too many, or of another shape or type.</exception>
    public static void Require(ITensorSource tensors, TransformerSettings settings)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (TensorRequirement requirement in TensorNames.OneByOne(settings))
        {
            known.Add(requirement.Name);
            RequireOne(tensors, requirement);
        }

        foreach (TensorEntry entry in tensors.Entries)
        {
            if (!known.Contains(entry.Name) && !IsHarmless(entry.Name))
                throw CheckpointErrors.Refuse(
                    CheckpointError.UnexpectedTensor, tensors.Location, $"the settings have no place for tensor {entry}");
        }
    }

    private static void RequireOne(ITensorSource tensors, TensorRequirement requirement)
    {
        if (!tensors.TryGetEntry(requirement.Name, out TensorEntry? entry))
            throw CheckpointErrors.Refuse(
                CheckpointError.MissingTensor, tensors.Location,
                $"the settings ask for tensor {requirement.Name} {requirement.Shape}, which is missing");
        if (entry.Shape != requirement.Shape)
            throw CheckpointErrors.Refuse(
                CheckpointError.TensorMismatch, tensors.Location, $"tensor {entry} should have shape {requirement.Shape} by the settings");
        if (entry.ElementType is TensorElementType.Float32 or TensorElementType.BFloat16 or TensorElementType.Float16
            or TensorElementType.Float64)
        {
            return;
        }

        throw CheckpointErrors.Refuse(
            CheckpointError.QuantisedCheckpoint, tensors.Location,
            $"tensor {entry} should hold F32, BF16, F16 or F64 numbers; quantised weights are not run");
    }

    // A tied head may be stored once more, and old exports carry the rotary frequencies, which the settings give anyway.
    private static bool IsHarmless(string name) =>
        name == TensorNames.Head || name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal);
}
