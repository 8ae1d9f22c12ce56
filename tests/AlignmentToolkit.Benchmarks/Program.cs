using AlignmentToolkit.Benchmarks;
using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Benchmarks.Peers;
using AlignmentToolkit.Numerics;

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

if (args is [ResidentMemory.Word, string folder])
{
    ResidentMemory.Report(folder);
    return 0;
}

LibTorch.Prepare();
ISuite[] suites = [.. typeof(ISuite).Assembly.GetTypes()
    .Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(ISuite)))
    .Select(type => (ISuite)Activator.CreateInstance(type)!)
    .OrderBy(suite => suite.Name, StringComparer.Ordinal)];

if (args is ["bdn", .. string[] rest]) return DeepDive(rest);
if (args is [] or ["--help"]) return Explain("");
try
{
    return Run(Options.Parse(args));
}
catch (ArgumentException error)
{
    return Explain(error.Message);
}

int Run(Options options)
{
    ISuite[] chosen = options.Suite == "all" ? suites : [.. suites.Where(suite => suite.Name == options.Suite)];
    if (chosen.Length == 0) return Explain($"unknown suite '{options.Suite}'");

    foreach (string line in Machine.Describe()) Console.WriteLine(line);
    var timer = new PairedTimer(options.Rounds);
    var table = new ReportTable(Console.Out);
    foreach (ISuite suite in chosen)
    {
        Console.WriteLine($"\n### {suite.Name}: {suite.Description}\n");
        table.WriteHeader();
        foreach (int threads in options.Threads)
        {
            Parallelism.Threads = threads;
            LibTorch.UseThreads(threads);
            foreach (Comparison comparison in suite.Comparisons(threads))
            {
                if (!comparison.Name.Contains(options.Filter, StringComparison.OrdinalIgnoreCase)) continue;
                table.Write(comparison, threads, timer.Measure(
                    [comparison.Ours, .. comparison.Peers.Select(peer => peer.Run)],
                    [null, .. comparison.Peers.Select(peer => peer.OwnClock)]));
            }
        }
    }

    Console.WriteLine(table.Missed == 0 ? "\nAll bars met." : $"\nBars missed: {table.Missed}.");
    return table.Missed == 0 ? 0 : 1;
}

// In this process: a generated project would neither find the prepared libtorch nor keep to the lock file.
static int DeepDive(string[] arguments)
{
    IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    BenchmarkSwitcher.FromAssembly(typeof(ISuite).Assembly).Run(arguments, config);
    return 0;
}

int Explain(string problem)
{
    if (problem.Length > 0) Console.Error.WriteLine(problem);
    Console.Error.WriteLine(Options.Usage);
    foreach (ISuite suite in suites) Console.Error.WriteLine($"  {suite.Name,-10} {suite.Description}");
    return problem.Length > 0 ? 2 : 0;
}
