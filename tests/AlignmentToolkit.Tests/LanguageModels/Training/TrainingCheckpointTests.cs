using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Synthetic;
using AlignmentToolkit.LanguageModels.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Training;

public class TrainingCheckpointTests
{
    private static readonly TransformerSettings Settings =
        SmallModels.Settings("llama") with { VocabularySize = SyntheticLanguages.SmallEnglish.Vocabulary.Count };

    [Fact]
    public void A_run_that_is_resumed_gives_the_bits_of_one_that_never_stopped()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "run.safetensors");
        Transformer straight = NewModel(), stopped = NewModel(), resumed = NewModel("other");
        Train(straight, new AdamW(straight.Parameters), 12);
        AdamW first = new(stopped.Parameters), second = new(resumed.Parameters);
        Train(stopped, first, 5);
        TrainingCheckpoint.Save(path, first, TestContext.Current.CancellationToken);
        TrainingCheckpoint.Load(path, second);
        Assert.Equal(5, second.Steps);
        Train(resumed, second, 12);
        Assert.Equal(straight.Parameters.Values.ToArray(), resumed.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_file_that_is_no_run_of_this_model_is_refused_and_changes_nothing()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "run.safetensors");
        Transformer saved = NewModel(), wider = SmallModels.NewModel(Settings with { FeedForwardSize = 32 });
        TrainingCheckpoint.Save(path, new AdamW(saved.Parameters), TestContext.Current.CancellationToken);
        float[] before = wider.Parameters.Values.ToArray();
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => TrainingCheckpoint.Load(path, new AdamW(wider.Parameters)));
        Assert.Contains("mlp.gate_proj.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, wider.Parameters.Values.ToArray());
    }

    private static Transformer NewModel(string stream = "small") => SmallModels.NewModel(Settings, stream);

    private static void Train(Transformer model, AdamW optimiser, int steps) =>
        new TrainingLoop<SequenceBatch>(
            new SequenceObjective(model),
            optimiser,
            SyntheticLanguages.SmallEnglish.Batches(6, RandomStream.From("resume"), longest: 40),
            new TrainingLoopSettings { Steps = steps, LearningRate = StepSchedule.WarmUpCosine(1e-3, 3, 20), BatchesPerStep = 2 })
            .Run(cancellation: TestContext.Current.CancellationToken);
}
