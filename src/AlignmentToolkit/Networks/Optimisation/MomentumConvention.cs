namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>
/// Where the learning rate enters a momentum step. The two agree while η is constant and differ for about 1/(1 − μ) steps after it drops.
/// </summary>
public enum MomentumConvention
{
    /// <summary>U ← μU + G/B + λW, W ← W − ηU: the velocity is a sum of gradients (PyTorch) [Srinivasan 2024, released code].</summary>
    RateOutside,

    /// <summary>U ← μU + η(G/B + λW), W ← W − U: the velocity is a sum of steps [Dellaferrera 2022, released code].</summary>
    RateInside,
}
