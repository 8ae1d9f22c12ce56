using System.Diagnostics;

using AlignmentToolkit.Interactive.Progress;
using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Interactive;

/// <summary>Watches a training run: accuracy and alignment angles in a figure that grows after every epoch.</summary>
/// <remarks>
/// Hand it to a trainer as its progress. The figure is one output that is replaced, in this toolkit's engine and in .NET Interactive;
/// anywhere else a line is printed for every epoch. What remains at the end holds no clock time.
/// </remarks>
/// <example><code>
/// using (TrainingMonitor monitor = Notebook.Monitor("PEPITA"))
///     trainer.Train(rule, optimiser, data, stream, progress: monitor);
/// </code></example>
public sealed class TrainingMonitor : IProgress<TrainingProgress>, IDisposable
{
    private const int PanelWidth = 440;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly List<EpochRecord> _records = [];
    private readonly string _title;
    private readonly ILiveOutput _output;
    private long? _lastShown;
    private bool _ended, _isCurrent = true;

    internal TrainingMonitor(string title, ILiveOutput output)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        (_title, _output) = (title, output);
    }

    /// <summary>Takes note of a finished epoch; reports within an epoch show nothing.</summary>
    /// <param name="value">From a trainer.</param>
    public void Report(TrainingProgress value)
    {
        if (value.Finished is not { } record) return;
        lock (_gate)
        {
            if (_ended) return;
            _records.Add(record);
            if (!_output.IsReplaced)
            {
                _output.Show(FormattableString.Invariant(
                    $"{_title}, epoch {record.Epoch}: {100 * record.TestAccuracy:F1} % on test examples"));
                return;
            }

            _isCurrent = _lastShown is not { } last || Stopwatch.GetElapsedTime(last) >= Pause;
            if (!_isCurrent) return;
            _output.Show(ToFigure());
            _lastShown = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>The figure as it stands: accuracy on the left, every measured angle on the right.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been reported yet.</exception>
    public FigureRow ToFigure()
    {
        lock (_gate)
        {
            if (_records.Count == 0)
                throw new InvalidOperationException($"Nothing to show of '{_title}': no epoch has been reported.");
            Figure accuracy = new("Test accuracy")
            {
                X = new Axis("epoch"),
                Y = new Axis("%", 0, 100),
                Width = PanelWidth,
                Legend = LegendPlace.None,
            };
            accuracy = accuracy.Line("test", Epochs(_records), _records.Select(record => 100 * record.TestAccuracy));
            string[] names = [.. AnglesOf(_records[0]).Select(angle => angle.Name)];
            return (names.Length == 0 ? Figures.Row(accuracy) : Figures.Row(accuracy, AnglePanel(names))) with { Title = _title };
        }
    }

    /// <summary>Shows the last state of the figure.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended) return;
            _ended = true;
            if (_output.IsReplaced && !_isCurrent) _output.Show(ToFigure());
        }
    }

    private static IEnumerable<double> Epochs(IEnumerable<EpochRecord> records) => records.Select(record => (double)record.Epoch);

    private static IEnumerable<NamedAngle> AnglesOf(EpochRecord record) => record.FeedbackAngles.Concat(record.UpdateAngles);

    private Figure AnglePanel(string[] names)
    {
        Figure panel = new("Alignment") { X = new Axis("epoch"), Y = new Axis("angle, degrees"), Width = PanelWidth };
        foreach (string name in names)
        {
            EpochRecord[] having = [.. _records.Where(record => AnglesOf(record).Any(angle => angle.Name == name))];
            double Degrees(EpochRecord record) => AnglesOf(record).First(angle => angle.Name == name).Degrees;
            panel = panel.Line($"∠({name})", Epochs(having), having.Select(Degrees));
        }

        return panel.HorizontalLine(90, "unrelated");
    }
}
