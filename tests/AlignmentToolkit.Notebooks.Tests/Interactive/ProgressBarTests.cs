using AlignmentToolkit.Interactive;
using AlignmentToolkit.Interactive.Hosting;
using AlignmentToolkit.Interactive.Progress;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Interactive;

public sealed class ProgressBarTests
{
    [Fact]
    public void Our_host_sees_one_output_that_is_replaced_and_ends_without_a_clock()
    {
        RecordingHost host = new();
        Notebook.Host = host;
        try
        {
            using (ProgressBar progress = Notebook.Progress("Simulating"))
            {
                for (int i = 1; i <= 1000; i++)
                    progress.Report(new WorkProgress(i / 1000.0, $"step {i}"));
            }
        }
        finally
        {
            Notebook.Host = null;
        }

        Assert.Single(host.Shown.Select(shown => shown.Id).Distinct());
        Assert.Equal([false, .. Enumerable.Repeat(true, host.Shown.Count - 1)], host.Shown.Select(shown => shown.Update));
        Assert.Equal("✓ Simulating", host.Shown[^1].Bundle["text/plain"]);
        Assert.Equal("<p>✓ Simulating</p>", host.Shown[^1].Bundle["text/html"]);
    }

    [Fact]
    public void Work_that_stops_early_is_not_called_done()
    {
        StringWriter text = new();
        using (ProgressBar progress = new("Training", new LineOutput(text)))
            progress.Report(0.42);
        Assert.Equal(["Training 0 %", "Training 40 %", "✗ Training: stopped at 42 %"], Lines(text));
    }

    [Fact]
    public void Parts_that_are_at_work_side_by_side_fill_the_bar_together()
    {
        StringWriter text = new();
        using (ProgressBar progress = new("Training", new LineOutput(text)))
        {
            ProgressPart first = progress.Part(0, 2), second = progress.Part(1, 2);
            second.Report(new WorkProgress(0.4, ""));
            first.Report(new WorkProgress(0.6, ""));
            second.Report(new WorkProgress(1, ""));
            first.Report(new WorkProgress(1, ""));
        }

        Assert.Equal(["Training 0 %", "Training 20 %", "Training 50 %", "Training 80 %", "✓ Training"], Lines(text));
    }

    [Fact]
    public void Without_a_host_a_line_is_printed_for_every_tenth_and_it_never_runs_backwards()
    {
        StringWriter text = new();
        using (ProgressBar progress = new("Training", new LineOutput(text)))
        {
            for (int i = 0; i <= 100; i++)
                progress.Report(i, 100);
            progress.Report(0.3);
            progress.Report(double.NaN);
        }

        Assert.Equal([.. Enumerable.Range(0, 10).Select(tenth => $"Training {10 * tenth} %"), "✓ Training"], Lines(text));
    }

    [Fact]
    public void The_engine_of_dotnet_interactive_is_found_by_reflection_and_updated_through_its_handle()
    {
        // A stand-in with the names and signatures of the engine; the engine itself is not referenced anywhere.
        InteractiveOutput? output = InteractiveOutput.Find([typeof(Microsoft.DotNet.Interactive.KernelInvocationContext).Assembly]);
        Assert.NotNull(output);
        output.Show(new ProgressState("Simulating", 0.5, "", Ended: false));
        output.Show(new ProgressState("Simulating", 1, "", Ended: true));
        Assert.Equal(
            ["text/html: Simulating ██████████░░░░░░░░░░ 50 %", "update: ✓ Simulating"],
            Microsoft.DotNet.Interactive.KernelInvocationContext.Log);
    }

    private static string[] Lines(StringWriter text) => text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private sealed class RecordingHost : INotebookHost
    {
        public List<(IReadOnlyDictionary<string, string> Bundle, string Id, bool Update)> Shown { get; } = [];

        public CancellationToken Cancellation => CancellationToken.None;

        public void Show(IReadOnlyDictionary<string, string> bundle, string displayId, bool update) =>
            Shown.Add((bundle, displayId, update));
    }
}
