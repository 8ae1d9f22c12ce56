namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>A weight [outputs, inputs] where it lies: in a mapped checkpoint, or in the memory of a model that is trained.</summary>
/// <param name="Address">First number.</param>
/// <param name="IsBFloat16">Whether numbers are bfloat16 rather than binary32.</param>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Inputs.</param>
internal readonly record struct WeightMatrix(nint Address, bool IsBFloat16, int Rows, int Columns)
{
    /// <summary>Address of a row.</summary>
    public nint Row(int row) => Address + ((nint)row * Columns * (IsBFloat16 ? sizeof(ushort) : sizeof(float)));
}
