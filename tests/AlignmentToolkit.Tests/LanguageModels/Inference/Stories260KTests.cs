using System.Text.Json;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Inference;
using AlignmentToolkit.LanguageModels.Losses;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.LanguageModels.Training;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Inference;

/// <summary>A trained model of 260 000 parameters against ids and logits that two other programs agree on, in double precision.</summary>
public class Stories260KTests
{
    [Fact]
    public void Greedy_ids_are_those_published_and_logits_those_of_the_reference()
    {
        string folder = DataFolder();
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "reference.json")));
        int[] ids = [.. reference.RootElement.GetProperty("greedy").GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
        using InferenceModel model = Open(folder);
        using InferenceState state = model.NewState(1);
        float[] logits = new float[512];
        for (int step = 0; step < 256; step++)
        {
            state.Step([ids[step]], logits);
            Assert.Equal(ids[step + 1], Array.IndexOf(logits, logits.Max()));
            if (!reference.RootElement.GetProperty("logits").TryGetProperty($"{step}", out JsonElement expected)) continue;

            // Errors of up to 2e-5 were seen in single precision; other orders of summation may differ by a few times that.
            foreach ((int v, JsonElement value) in expected.EnumerateArray().Index()) Assert.Equal(value.GetDouble(), logits[v], 1e-4);
        }
    }

    [Fact]
    public void Model_that_is_trained_gives_the_log_probabilities_of_the_reference_and_its_prompts()
    {
        string folder = DataFolder();
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "reference.json")));
        Transformer model = new(TransformerPresets.Stories260K);
        using (SafeTensorsFile file = Tensors(folder))
            foreach (Parameter parameter in model.Parameters) file.ReadSingle(parameter.Name, parameter.Values);
        SequenceObjective objective = new(model);
        JsonElement greedy = reference.RootElement.GetProperty("greedy");
        Assert.Equal(-greedy.GetProperty("sum_logprob").GetDouble(), Loss(objective, greedy.GetProperty("ids")), 2e-3);
        foreach (JsonElement prompt in reference.RootElement.GetProperty("prompts").EnumerateArray())
        {
            double[] costs = [.. prompt.GetProperty("token_nll").EnumerateArray().Select(value => value.GetDouble())];
            if (costs.Length > 0) Assert.Equal(costs.Sum(), Loss(objective, prompt.GetProperty("ids")), 1e-4 * costs.Length);
        }
    }

    private static double Loss(SequenceObjective objective, JsonElement ids)
    {
        SequenceBatch batch = new();
        batch.AddText([.. ids.EnumerateArray().Select(id => id.GetInt32())]);
        LossValue loss = objective.Evaluate(batch);
        return loss.Sum;
    }

    private static InferenceModel Open(string folder) => new(TransformerPresets.Stories260K, Tensors(folder));

    private static SafeTensorsFile Tensors(string folder) => SafeTensorsFile.Open(Path.Combine(folder, "hf", "model.safetensors"));

    private static string DataFolder()
    {
        string? root = Environment.GetEnvironmentVariable("TOOLKIT_DATA");
        string folder = Path.Combine(root ?? "", "stories260K");
        Assert.SkipUnless(root is not null && Directory.Exists(folder), "TOOLKIT_DATA names no folder with stories260K.");
        return folder;
    }
}
