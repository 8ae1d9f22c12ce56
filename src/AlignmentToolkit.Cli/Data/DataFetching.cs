using AlignmentToolkit.Datasets;
using AlignmentToolkit.Datasets.Downloads;
using AlignmentToolkit.Numerics;

using Spectre.Console;

namespace AlignmentToolkit.Cli.Data;

/// <summary><c>toolkit data fetch</c>: downloads with a bar for each file.</summary>
internal static class DataFetching
{
    /// <summary>Fetches every file of the data sets that is not there and good.</summary>
    /// <exception cref="DownloadException">A file could not be fetched or written.</exception>
    public static Task FetchAsync(
        DataDownloader downloader, IReadOnlyList<DataSetEntry> dataSets, IAnsiConsole console, CancellationToken cancellation) =>
        console.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new DownloadedColumn(), new TransferSpeedColumn())
            .StartAsync(async context =>
            {
                foreach (DataFileEntry file in dataSets.SelectMany(dataSet => dataSet.Files))
                {
                    ProgressTask bar = context.AddTask(Markup.Escape(file.Path), maxValue: file.Bytes);
                    await downloader.FetchAsync(file, new Bar(bar), cancellation);
                    bar.Value = file.Bytes;
                }
            });

    // Not Progress<T>, which reports later from another thread, when the bar may be complete.
    private sealed class Bar(ProgressTask task) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => task.Value = value.Fraction * task.MaxValue;
    }
}
