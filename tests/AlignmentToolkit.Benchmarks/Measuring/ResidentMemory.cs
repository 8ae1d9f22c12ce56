using System.Diagnostics;
using System.Globalization;

using AlignmentToolkit.LanguageModels.Inference;
using AlignmentToolkit.LanguageModels.Pretrained;

namespace AlignmentToolkit.Benchmarks.Measuring;

/// <summary>Memory that decoding takes in a process of its own, where nothing else was ever loaded.</summary>
public static class ResidentMemory
{
    /// <summary>First argument of such a process; the second is the model's folder.</summary>
    public const string Word = "resident";

    private const int PromptLength = 16, Continuation = 16;

    /// <summary>Runs a process and returns its peak of resident memory over the bytes of the weights.</summary>
    public static double ShareOfWeights(string folder)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(typeof(ResidentMemory).Assembly.Location);
        start.ArgumentList.Add(Word);
        start.ArgumentList.Add(folder);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    /// <summary>What the process does: a prompt, some tokens, and the share on its output.</summary>
    public static void Report(string folder)
    {
        using HuggingFaceFolder opened = HuggingFaceFolder.Open(folder);
        InferenceModel model = new(opened.Settings, opened.Tensors);
        using InferenceState state = model.NewState(1);
        float[] logits = new float[model.VocabularySize];
        state.Append(0, [.. Enumerable.Range(0, PromptLength)], logits);
        for (int token = 0; token < Continuation; token++) state.Step([token], logits);
        long weights = opened.Tensors.Entries.Sum(entry => entry.ByteCount);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{self.PeakWorkingSet64 / (double)weights:R}"));
    }
}
