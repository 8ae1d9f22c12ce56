using AlignmentToolkit.Interactive;
using AlignmentToolkit.Interactive.Hosting;
using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Progress;
using AlignmentToolkit.Networks.Training;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Interactive;

public sealed class TrainingMonitorTests
{
    [Fact]
    public void The_figure_holds_every_epoch_and_every_angle_at_the_end()
    {
        RecordingHost host = new();
        Notebook.Host = host;
        TrainingMonitor monitor;
        try
        {
            using (monitor = Notebook.Monitor("PEPITA"))
                for (int epoch = 0; epoch <= 50; epoch++) monitor.Report(Finished(epoch));
        }
        finally
        {
            Notebook.Host = null;
        }

        Assert.Single(host.Shown.Select(shown => shown.Id).Distinct());
        Assert.Equal([false, .. Enumerable.Repeat(true, host.Shown.Count - 1)], host.Shown.Select(shown => shown.Update));
        Assert.Equal(monitor.ToFigure().ToSvg(), host.Shown[^1].Bundle["image/svg+xml"]);
        FigureRow figure = monitor.ToFigure();
        Assert.Equal(2, figure.Panels.Length);
        LineMark accuracy = Assert.IsType<LineMark>(figure.Panels[0].Marks[0]);
        Assert.Equal(51, accuracy.X.Length);
        Assert.Equal(50, accuracy.Y[^1], 1e-12);
        Assert.Equal(["∠(F)", "∠(G1)"], figure.Panels[1].Marks.OfType<LineMark>().Select(line => line.Name));
    }

    [Fact]
    public void Without_a_host_a_line_is_printed_for_every_epoch()
    {
        StringWriter text = new();
        using (TrainingMonitor monitor = new("FA", new LineOutput(text)))
        {
            monitor.Report(new TrainingProgress(0.1, 1, null, 0));
            monitor.Report(Finished(3));
        }

        Assert.Equal("FA, epoch 3: 3.0 % on test examples", text.ToString().TrimEnd());
    }

    [Fact]
    public void Before_the_first_epoch_there_is_nothing_to_show()
    {
        TrainingMonitor monitor = new("FA", new LineOutput(new StringWriter()));
        Assert.Contains("'FA'", Assert.Throws<InvalidOperationException>(monitor.ToFigure).Message, StringComparison.Ordinal);
        monitor.Dispose();
    }

    private static TrainingProgress Finished(int epoch) => new(
        epoch / 50.0,
        epoch,
        new EpochRecord
        {
            Epoch = epoch,
            TestAccuracy = epoch / 100.0,
            FeedbackAngles = [new("F", 90 - epoch)],
            UpdateAngles = [new("G1", 80)],
        },
        0);

    private sealed class RecordingHost : INotebookHost
    {
        public List<(IReadOnlyDictionary<string, string> Bundle, string Id, bool Update)> Shown { get; } = [];

        public CancellationToken Cancellation => CancellationToken.None;

        public void Show(IReadOnlyDictionary<string, string> bundle, string displayId, bool update) =>
            Shown.Add((bundle, displayId, update));
    }
}
