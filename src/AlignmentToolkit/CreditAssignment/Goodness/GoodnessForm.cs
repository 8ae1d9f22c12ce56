namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>How the goodness g of a layer's activations h (n_l numbers) is measured.</summary>
public enum GoodnessForm
{
    /// <summary>g = (1/n_l) Σ h_j².</summary>
    Mean,

    /// <summary>g = Σ h_j², in [Hinton 2022]. The same as the mean form with n_l times as steep a logistic function.</summary>
    Sum,
}
