namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>An optimiser's step on some consecutive parameters: a struct, so that each sweep is compiled for it.</summary>
internal interface IParameterStep
{
    /// <summary>Changes the parameters that the gradients belong to.</summary>
    /// <param name="gradient">Gradients of parameters <paramref name="start"/>, <paramref name="start"/> + 1, …</param>
    /// <param name="start">The first parameter, counted column by column.</param>
    void Apply(ReadOnlySpan<float> gradient, int start);
}
