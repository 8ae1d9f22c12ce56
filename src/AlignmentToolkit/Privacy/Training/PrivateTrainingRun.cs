using System.Globalization;

using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>A private training run, and what it has released.</summary>
/// <param name="Training">What was measured, epoch by epoch. Record 0 is the network before training. It has no training loss: that would
/// tell of the examples outside the guarantee.</param>
/// <param name="Event">What the weights at the end have released, for any accountant; null where no epoch was finished.</param>
/// <param name="Delta">δ of the stated ε.</param>
/// <param name="Accountant">Name of the accountant; null where there was none.</param>
/// <param name="Epsilon">ε after each epoch, one for each record: [0] is 0. Empty without an accountant.</param>
/// <param name="ClippedShare">Share of contributions that were shortened in each finished epoch, in [0, 1]: for choosing C, and not covered
/// by the guarantee.</param>
public sealed record PrivateTrainingRun(
    TrainingRun Training,
    PrivacyEvent? Event,
    double Delta,
    string? Accountant,
    IReadOnlyList<PrivacyRange> Epsilon,
    IReadOnlyList<double> ClippedShare)
{
    /// <summary>Test accuracy at the end, in [0, 1].</summary>
    public double TestAccuracy => Training.Last.TestAccuracy;

    /// <summary>Such as <c>DFA: 92.50 % on test examples after 10 epochs, ε = 1.6622 at δ = 1E-05 (PLD)</c>.</summary>
    public override string ToString() => Epsilon.Count == 0
        ? Training.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{Training}, ε = {Epsilon[^1].Upper:G5} at δ = {Delta:G3} ({Accountant})");
}
