using System.Diagnostics;

using AlignmentToolkit.Notebooks.Export;
using AlignmentToolkit.Notebooks.Parameters;
using AlignmentToolkit.Notebooks.Running;

using Spectre.Console;

namespace AlignmentToolkit.Cli.Running;

/// <summary>One call of <c>toolkit run</c>, from the search for notebooks to the table at the end.</summary>
internal static class NotebookRun
{
    /// <summary>Runs the notebooks.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="InputException">Something that was asked for cannot be used; no cell was run, or the results could not be
    /// written.</exception>
    public static async Task<int> ExecuteAsync(RunRequest request, CancellationToken cancellation)
    {
        // Warms the compiler up while the notebooks are read.
        NotebookRunner runner = new(request.Options);
        (IReadOnlyList<NotebookFile> notebooks, string root) = NotebookSearch.Find(request.Paths);
        OutputFolder folder = new(request.Output, root);
        folder.Prepare();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        long start = Stopwatch.GetTimestamp();
        InputException? notWritten = null;
        IReadOnlyList<NotebookResult> results;
        try
        {
            // A pipe has no width; lines stay whole there.
            if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
            using RunDisplay display = RunDisplay.For(AnsiConsole.Console, notebooks);
            results = await runner.RunAllAsync(notebooks, Finished, display, stop.Token).ConfigureAwait(false);

            void Finished(NotebookResult result)
            {
                display.Finish(result);
                notWritten ??= Keep(result, folder, request);
                if (notWritten is not null)
                    stop.Cancel();
            }
        }
        catch (ParameterException exception)
        {
            throw new InputException(exception.Message);
        }

        if (notWritten is not null)
            throw notWritten;
        if (results.Count > 0)
        {
            folder.SaveGallery(results);
            SaveResults(results, request);
        }

        RunReport.Write(AnsiConsole.Console, results, notebooks.Count, folder.GalleryFile, Stopwatch.GetElapsedTime(start));
        return ExitCode(results, cancellation.IsCancellationRequested);
    }

    private static void SaveResults(IReadOnlyList<NotebookResult> results, RunRequest request)
    {
        if (request.Results is null)
            return;
        try
        {
            ResultsPage.Save(request.Results, results, request.Options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{request.Results}: cannot be written ({exception.Message})");
        }
    }

    private static int ExitCode(IReadOnlyList<NotebookResult> results, bool interrupted)
    {
        if (interrupted)
            return ExitCodes.Interrupted;
        if (results.All(result => result.Error is null))
            return ExitCodes.Success;
        return results.Any(result => result.Error?.Error.Name == "ParameterError") ? ExitCodes.BadInput : ExitCodes.FailedCell;
    }

    /// <summary>Writes what a notebook gave as soon as there is something, so that a later failure takes nothing away.</summary>
    private static InputException? Keep(NotebookResult result, OutputFolder folder, RunRequest request)
    {
        try
        {
            folder.Save(result);
            // A notebook that failed keeps the outputs and pictures it has.
            if (result.Ending != NotebookEnding.Completed)
                return null;
            if (request.InPlace)
                result.Notebook.Document.Save(result.Notebook.Path);
            if (request.Pictures is not null)
                GalleryPictures.Save(result.Notebook.Document, request.Pictures);
            return null;
        }
        catch (InputException exception)
        {
            return exception;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new($"{result.Notebook.Path}: cannot be written ({exception.Message})");
        }
    }
}
