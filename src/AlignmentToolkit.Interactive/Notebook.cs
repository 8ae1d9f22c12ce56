using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Hosting;
using AlignmentToolkit.Interactive.Progress;

namespace AlignmentToolkit.Interactive;

/// <summary>The running notebook, as a cell sees it.</summary>
public static class Notebook
{
    private static readonly AsyncLocal<INotebookHost?> CurrentHost = new();

    /// <summary>The program that runs this cell; null outside this toolkit's own engine.</summary>
    public static INotebookHost? Host
    {
        get => CurrentHost.Value;
        set => CurrentHost.Value = value;
    }

    /// <summary>Cancelled when the user interrupts the cell or its time is up; never cancelled where no host offers it.</summary>
    public static CancellationToken Cancellation => Host?.Cancellation ?? CancellationToken.None;

    /// <summary>Starts a progress bar for work that lasts. Dispose it when the work is done.</summary>
    /// <param name="title">What is being done, as a present participle: "Simulating".</param>
    /// <returns>A reporter to hand to any method of the toolkit that takes <c>IProgress&lt;WorkProgress&gt;</c>.</returns>
    /// <remarks>
    /// The bar is one output that is replaced while the work goes on, in this toolkit's engine and in .NET Interactive; anywhere else a
    /// line is printed for every tenth of the work. What remains at the end holds no clock time, so a notebook run twice has the same
    /// output.
    /// </remarks>
    /// <example><code>
    /// using (ProgressBar progress = Notebook.Progress("Simulating"))
    ///     laboratory.Run(progress, Notebook.Cancellation);
    /// </code></example>
    public static ProgressBar Progress(string title) => new(title, LiveOutput.Find());

    /// <summary>Starts a figure that shows a training run while it goes on. Dispose it when the training is done.</summary>
    /// <param name="title">What is being trained, such as "PEPITA".</param>
    /// <returns>Something to hand to a trainer as its progress.</returns>
    public static TrainingMonitor Monitor(string title) => new(title, LiveOutput.Find());

    /// <summary>
    /// Makes MathNet matrices and vectors show as tables that are cut to a readable size, in every notebook program that uses Microsoft's
    /// formatters.
    /// </summary>
    /// <param name="maximumRows">Rows shown before the middle is left out; at least 2.</param>
    /// <param name="maximumColumns">Columns shown before the middle is left out; at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is below 2.</exception>
    public static void UseFormatters(int maximumRows = 12, int maximumColumns = 12) =>
        MatrixFormatters.Register(maximumRows, maximumColumns);
}
