using OxyPlot.Axes;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>A linear axis of OxyPlot with our ticks.</summary>
internal sealed class TickedLinearAxis(IReadOnlyList<double> ticks) : LinearAxis
{
    /// <inheritdoc/>
    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        majorLabelValues = [.. ticks];
        majorTickValues = [.. ticks];
        minorTickValues = [];
    }
}

/// <summary>A logarithmic axis of OxyPlot with our ticks.</summary>
internal sealed class TickedLogarithmicAxis(IReadOnlyList<double> labelled, IReadOnlyList<double> unlabelled) : LogarithmicAxis
{
    /// <inheritdoc/>
    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        majorLabelValues = [.. labelled];
        majorTickValues = [.. labelled];
        minorTickValues = [.. unlabelled];
    }
}

/// <summary>A colour bar of OxyPlot with our ticks.</summary>
internal sealed class TickedColourAxis(IReadOnlyList<double> ticks) : LinearColorAxis
{
    /// <inheritdoc/>
    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        majorLabelValues = [.. ticks];
        majorTickValues = [.. ticks];
        minorTickValues = [];
    }
}
