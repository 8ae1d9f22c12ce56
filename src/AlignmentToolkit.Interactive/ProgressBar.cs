using System.Diagnostics;

using AlignmentToolkit.Interactive.Progress;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Interactive;

/// <summary>A progress bar in a notebook; made by <see cref="Notebook.Progress"/>.</summary>
/// <remarks>
/// Reports may come from any thread and as often as they like: the output changes at most ten times a second and never runs backwards.
/// </remarks>
public sealed class ProgressBar : IProgress<WorkProgress>, IProgress<double>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly string _title;
    private readonly ILiveOutput _output;
    private double[] _parts = [];
    private double _fraction;
    private long _lastShown;
    private bool _ended;

    internal ProgressBar(string title, ILiveOutput output)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        _title = title;
        _output = output;
        _output.Show(new ProgressState(_title, 0, "", Ended: false));
        _lastShown = Stopwatch.GetTimestamp();
    }

    /// <summary>Reports how far the work has come.</summary>
    /// <param name="value">The done part in [0, 1] (values outside are clamped, NaN counts as no news) and what was just finished.</param>
    public void Report(WorkProgress value)
    {
        lock (_gate)
        {
            if (_ended || double.IsNaN(value.Fraction))
                return;
            _fraction = Math.Max(_fraction, Math.Clamp(value.Fraction, 0, 1));
            if (_output.IsReplaced && Stopwatch.GetElapsedTime(_lastShown) < Pause)
                return;
            _output.Show(new ProgressState(_title, _fraction, value.Message ?? "", Ended: false));
            _lastShown = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Reports how far the work has come.</summary>
    /// <param name="value">The done part in [0, 1].</param>
    public void Report(double value) => Report(new WorkProgress(value, ""));

    /// <summary>Reports how far a loop has come.</summary>
    /// <param name="done">Turns that are done, at least 0.</param>
    /// <param name="total">All turns, at least 1.</param>
    /// <param name="message">What was just finished.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is below 1.</exception>
    public void Report(int done, int total, string message = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        Report(new WorkProgress((double)done / total, message));
    }

    /// <summary>
    /// One of several equal parts of the work, as something to hand to a method that reports on its own part only. Parts may be at work
    /// one after the other or side by side: the bar shows the mean of all.
    /// </summary>
    /// <param name="index">From 0.</param>
    /// <param name="count">Number of parts, greater than <paramref name="index"/>; the same for all parts of this bar.</param>
    /// <returns>A reporter that fills its share of this bar.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not one of 0 … count − 1.</exception>
    public ProgressPart Part(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        return new ProgressPart(this, index, count);
    }

    internal void ReportPart(int index, int count, WorkProgress value)
    {
        lock (_gate)
        {
            if (_parts.Length != count)
                _parts = new double[count];
            if (!double.IsNaN(value.Fraction))
                _parts[index] = Math.Clamp(value.Fraction, _parts[index], 1);
            Report(value with { Fraction = _parts.Sum() / count });
        }
    }

    /// <summary>Ends the bar: done when the work had reported 1, else stopped at the part that was reached.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            _output.Show(new ProgressState(_title, _fraction, "", Ended: true));
        }
    }
}
