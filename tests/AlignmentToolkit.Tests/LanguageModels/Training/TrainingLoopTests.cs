using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Training;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Training;

public class TrainingLoopTests
{
    private static readonly TransformerSettings Settings = SmallModels.Settings("llama");

    [Fact]
    public void A_small_model_learns_a_cycle_of_tokens_by_heart()
    {
        Transformer model = NewModel();
        TrainingLoop<SequenceBatch> loop = NewLoop(model, new AdamW(model.Parameters), steps: 150);
        Assert.Equal(TrainingOutcome.Completed, loop.Run(cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(Math.Log(Settings.VocabularySize), loop.History[0].Loss, 0.3);
        Assert.True(loop.History[^1].Loss < 0.05, $"loss {loop.History[^1].Loss}");
    }

    [Fact]
    public void Same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        float[][] found = new float[2][];
        int threads = Parallelism.Threads;
        try
        {
            for (int i = 0; i < 2; i++)
            {
                Parallelism.Threads = i == 0 ? 1 : 3;
                Transformer model = NewModel();
                NewLoop(model, new AdamW(model.Parameters), steps: 5).Run(cancellation: TestContext.Current.CancellationToken);
                found[i] = model.Parameters.Values.ToArray();
            }
        }
        finally
        {
            Parallelism.Threads = threads;
        }

        Assert.Equal(found[0], found[1]);
    }

    [Fact]
    public void Two_batches_in_one_step_are_one_batch_of_both()
    {
        Transformer apart = NewModel(), together = NewModel();
        NewLoop(apart, new AdamW(apart.Parameters), steps: 1, batchesPerStep: 2).Run(cancellation: TestContext.Current.CancellationToken);
        SequenceBatch both = new();
        for (int index = 0; index < 2; index++)
        {
            SequenceBatch batch = Batches().At(index);
            for (int s = 0; s < batch.Layout.Count; s++) both.Add(batch.Tokens[batch.Layout[s]], batch.Targets[batch.Layout[s]]);
        }

        new SequenceObjective(together).Accumulate(both);
        new AdamW(together.Parameters).Step(3e-3, both.Layout.TokenCount);

        // The first step of Adam is η times the sign of the gradient: where a gradient is near 0 rounding decides, by 2η at most.
        int different = 0;
        for (int i = 0; i < together.Parameters.Size; i++)
            if (Math.Abs(together.Parameters.Values[i] - apart.Parameters.Values[i]) > 1e-5) different++;
        Assert.True(different < together.Parameters.Size / 200, $"{different} of {together.Parameters.Size}");
    }

    [Fact]
    public void A_step_allocates_nothing_once_the_largest_batch_was_seen()
    {
        Transformer model = NewModel();
        SequenceObjective objective = new(model);
        AdamW optimiser = new(model.Parameters);
        SequenceBatch batch = SmallModels.NewBatch(Settings.VocabularySize, 13, 4, 9, 20);
        Assert.Equal(0, Allocations.PerCall(() => optimiser.Step(1e-3, objective.Accumulate(batch).Weight)));
    }

    [Fact]
    public void Cancellation_keeps_the_steps_taken()
    {
        Transformer model = NewModel();
        AdamW optimiser = new(model.Parameters);
        using CancellationTokenSource source = new();
        TrainingLoop<SequenceBatch> loop = NewLoop(model, optimiser, steps: 100);
        TrainingOutcome outcome = loop.Run(new StopAt(source, 3), source.Token);
        Assert.Equal((TrainingOutcome.Cancelled, 3L, 3), (outcome, optimiser.Steps, loop.History.Count));
    }

    [Fact]
    public void A_gradient_that_is_not_finite_ends_the_run_and_changes_no_parameter()
    {
        Transformer model = NewModel();
        model.Parameters["model.norm.weight"].Values[0] = float.PositiveInfinity;
        float[] before = model.Parameters.Values.ToArray();
        TrainingLoop<SequenceBatch> loop = NewLoop(model, new AdamW(model.Parameters), steps: 5);
        Assert.Equal(TrainingOutcome.Diverged, loop.Run(cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(before, model.Parameters.Values.ToArray());
    }

    private static Transformer NewModel()
    {
        Transformer model = new(Settings);
        model.Initialise(RandomStream.From("training-loop"), 0.1f);
        return model;
    }

    private static TrainingLoop<SequenceBatch> NewLoop(Transformer model, AdamW optimiser, int steps, int batchesPerStep = 1) =>
        new(new SequenceObjective(model), optimiser, Batches(), new TrainingLoopSettings
        {
            Steps = steps,
            LearningRate = 3e-3,
            BatchesPerStep = batchesPerStep,
        });

    // 1 2 3 … 10 1 2 …, from a place that is drawn: what follows is certain after the first token.
    private static DrawnBatches Batches() => new(RandomStream.From("cycle"), (stream, batch) =>
    {
        for (int sequence = 0; sequence < 4; sequence++)
        {
            int start = stream.NextInt32(10);
            batch.AddText([.. Enumerable.Range(start, 9 + sequence).Select(i => 1 + (i % 10))]);
        }
    });

    private sealed class StopAt(CancellationTokenSource source, int step) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value)
        {
            if (value.Step == step) source.Cancel();
        }
    }
}
