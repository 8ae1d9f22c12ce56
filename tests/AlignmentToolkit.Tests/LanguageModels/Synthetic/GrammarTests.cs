using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Synthetic;
using AlignmentToolkit.LanguageModels.Training;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Synthetic;

public class GrammarTests
{
    // S becomes "a S" with probability 3/4 and "b" with 1/4: geometric, H = h(3/4)/(1/4), L = 1/(1/4).
    [Fact]
    public void Entropy_and_length_of_a_recursive_grammar_are_those_of_the_geometric_distribution()
    {
        Grammar grammar = new("S", new GrammarRule("S", 3, "a", "S"), new GrammarRule("S", 1, "b"));
        Assert.Equal(4 * (-(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25))), grammar.Entropy, 1e-12);
        Assert.Equal(4, grammar.MeanLength, 1e-12);
        Assert.Equal(["<s>", "</s>", "a", "b"], grammar.Vocabulary.Words);
    }

    // Six sentences: every one of two numbers, three nouns; probabilities and entropy by enumeration.
    [Fact]
    public void Entropy_of_a_finite_grammar_is_that_of_its_sentences_listed_one_by_one()
    {
        Grammar grammar = new(
            "S",
            new GrammarRule("S", 2, "the", "N"),
            new GrammarRule("S", 1, "a", "N", "sleeps"),
            new GrammarRule("N", 1, "dog"),
            new GrammarRule("N", 2, "cat"),
            new GrammarRule("N", 5, "bird"));
        double[] probabilities = [.. new[] { 2 / 3.0, 1 / 3.0 }.SelectMany(s => new[] { 1 / 8.0, 2 / 8.0, 5 / 8.0 }.Select(n => s * n))];
        Assert.Equal(-probabilities.Sum(p => p * Math.Log(p)), grammar.Entropy, 1e-12);
        Assert.Equal((2 / 3.0 * 2) + (1 / 3.0 * 3), grammar.MeanLength, 1e-12);

        RandomStream stream = RandomStream.From("grammar");
        Dictionary<string, int> counts = [];
        for (int i = 0; i < 20_000; i++)
        {
            string sentence = grammar.Vocabulary.Decode(grammar.Draw(stream));
            counts[sentence] = counts.GetValueOrDefault(sentence) + 1;
        }

        Assert.Equal(6, counts.Count);

        // Five standard deviations of a binomial count.
        double expected = 20_000 * 2 / 3.0 * 5 / 8;
        Assert.Equal(expected, counts["<s> the bird </s>"], 5 * Math.Sqrt(expected * (1 - (10 / 24.0))));
    }

    [Fact]
    public void A_grammar_whose_sentences_do_not_end_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Grammar("S", new GrammarRule("S", 1, "S", "S"), new GrammarRule("S", 1, "a")));
        Assert.Throws<ArgumentException>(() => new Grammar("S", new GrammarRule("S", 2, "S", "S"), new GrammarRule("S", 1, "a")));
        Assert.Throws<ArgumentException>(() => new Grammar("S", new GrammarRule("S", 0, "a")));
        Assert.Throws<ArgumentException>(() => new Grammar("S", new GrammarRule("A", 1, "a")));
    }

    // The entropy is a lower bound that a trained model comes close to; one below it would have seen the test.
    [Fact]
    public void A_model_trained_on_sentences_comes_near_their_entropy_and_not_below()
    {
        Grammar grammar = SyntheticLanguages.SmallEnglish;
        Transformer model = new(SmallModels.Settings("llama") with { VocabularySize = grammar.Vocabulary.Count });
        model.Initialise(RandomStream.From("grammar/weights"), 0.1f);
        SequenceObjective objective = new(model);
        new TrainingLoop<SequenceBatch>(
            objective,
            new AdamW(model.Parameters),
            grammar.Batches(32, RandomStream.From("grammar/training"), longest: 60),
            new TrainingLoopSettings { Steps = 250, LearningRate = StepSchedule.WarmUpCosine(1e-2, 20, 250, 0.05) })
            .Run(cancellation: TestContext.Current.CancellationToken);

        double sum = 0, tokens = 0;
        for (int i = 0; i < 20; i++)
        {
            var loss = objective.Evaluate(grammar.Batches(64, RandomStream.From("grammar/test"), longest: 60).At(i));
            (sum, tokens) = (sum + loss.Sum, tokens + loss.Weight);
        }

        // 1280 sentences: their mean entropy is known to about 3 % at five standard deviations.
        Assert.InRange(sum / tokens / grammar.EntropyPerToken, 0.97, 1.2);
    }

    [Fact]
    public void Answers_are_copies_and_reversals_of_what_was_asked()
    {
        AnswerLanguage language = SyntheticLanguages.CopyAndReverse(letters: 5, longest: 4);
        RandomStream stream = RandomStream.From("answers");
        for (int i = 0; i < 50; i++)
        {
            (int[] prompt, int[] answer) = language.Draw(stream);
            string[] asked = language.Vocabulary.Decode(prompt).Split(' '), said = language.Vocabulary.Decode(answer).Split(' ');
            string[] letters = asked[1..^1];
            Assert.Equal("=", asked[^1]);
            Assert.Equal(".", said[^1]);
            Assert.Equal(asked[0] == "copy" ? letters : [.. letters.Reverse()], said[..^1]);
        }
    }
}
