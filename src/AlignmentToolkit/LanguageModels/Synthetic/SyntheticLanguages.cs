using System.Runtime.InteropServices;

using AlignmentToolkit.LanguageModels.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Synthetic;

/// <summary>Small languages whose rules are known, so that what a model has learned of them can be counted.</summary>
public static class SyntheticLanguages
{
    /// <summary>Sentences of a few English words, with relative clauses and agreement of number between subject and verb.</summary>
    /// <remarks>
    /// "the dog sees the cats", "the cats that the dog sees sleep": the verb agrees with a noun that may lie far back. Every sentence has
    /// one
    /// derivation.
    /// </remarks>
    public static Grammar SmallEnglish { get; } = new(
        "S",
        new("S", 1, "one", "verb-one"),
        new("S", 1, "many", "verb-many"),
        new("one", 3, "the", "noun-one"),
        new("one", 1, "the", "noun-one", "that", "clause"),
        new("many", 3, "the", "noun-many"),
        new("many", 1, "the", "noun-many", "that", "clause"),
        new("clause", 1, "one", "sees"),
        new("clause", 1, "many", "see"),
        new("noun-one", 1, "dog"),
        new("noun-one", 1, "cat"),
        new("noun-one", 1, "bird"),
        new("noun-many", 1, "dogs"),
        new("noun-many", 1, "cats"),
        new("noun-many", 1, "birds"),
        new("verb-one", 1, "sleeps"),
        new("verb-one", 1, "sings"),
        new("verb-many", 1, "sleep"),
        new("verb-many", 1, "sing"));

    /// <summary>"copy c a b =" is answered "c a b .", "reverse c a b =" is answered "b a c .".</summary>
    /// <param name="letters">How many letters there are, 1 to 26.</param>
    /// <param name="longest">Most letters in a prompt, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static AnswerLanguage CopyAndReverse(int letters = 8, int longest = 6)
    {
        SettingRequirement.True(letters is >= 1 and <= 26, letters, nameof(letters), "is 1 to 26");
        SettingRequirement.Positive(longest, nameof(longest));
        WordVocabulary vocabulary = new(["copy", "reverse", "=", ".", .. Enumerable.Range(0, letters).Select(i => $"{(char)('a' + i)}")]);
        return new AnswerLanguage(vocabulary, (stream, prompt, answer) =>
        {
            int task = stream.NextInt32(2), count = 1 + stream.NextInt32(longest);
            prompt.Add(task);
            for (int i = 0; i < count; i++) prompt.Add(4 + stream.NextInt32(letters));
            for (int i = 0; i < count; i++) answer.Add(prompt[task == 0 ? 1 + i : count - i]);
            prompt.Add(2);
            answer.Add(3);
        });
    }

    /// <summary>Batches of sentences of a grammar, of which every word counts.</summary>
    /// <param name="grammar">What is learned.</param>
    /// <param name="sentences">Sentences in a batch, positive.</param>
    /// <param name="stream">Draws them.</param>
    /// <param name="longest">Most tokens of a sentence that are kept; longer ones are cut. The context of the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static DrawnBatches Batches(this Grammar grammar, int sentences, RandomStream stream, int longest = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        SettingRequirement.Positive(sentences, nameof(sentences));
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        List<int> sentence = [];
        return new DrawnBatches(stream, (numbers, batch) =>
        {
            for (int i = 0; i < sentences; i++)
            {
                sentence.Clear();
                grammar.Draw(numbers, sentence);
                ReadOnlySpan<int> text = CollectionsMarshal.AsSpan(sentence);
                batch.AddText(text[..(int)Math.Min(text.Length, longest + 1L)]);
            }
        });
    }
}
