using System.Runtime.InteropServices;

using AlignmentToolkit.LanguageModels.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Synthetic;

/// <summary>Draws a prompt and the answer to it.</summary>
/// <param name="stream">Draws them.</param>
/// <param name="prompt">Empty; filled.</param>
/// <param name="answer">Empty; filled.</param>
public delegate void AnswerDraw(RandomStream stream, List<int> prompt, List<int> answer);

/// <summary>A language of prompts and answers, of which the answers are learned.</summary>
/// <param name="vocabulary">The words.</param>
/// <param name="draw">Draws a prompt and the answer to it, each at least one token.</param>
public sealed class AnswerLanguage(WordVocabulary vocabulary, AnswerDraw draw)
{
    private readonly List<int> _prompt = [], _answer = [];

    /// <summary>The words.</summary>
    public WordVocabulary Vocabulary { get; } = vocabulary;

    /// <summary>A prompt and the answer to it.</summary>
    public (int[] Prompt, int[] Answer) Draw(RandomStream stream)
    {
        DrawLists(stream);
        return ([.. _prompt], [.. _answer]);
    }

    /// <summary>Adds a pair to a batch; only the answer counts.</summary>
    /// <param name="stream">Draws the pair.</param>
    /// <param name="batch">Added to.</param>
    public void AddTo(SequenceBatch batch, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DrawLists(stream);
        batch.AddAnswer(CollectionsMarshal.AsSpan(_prompt), CollectionsMarshal.AsSpan(_answer));
    }

    /// <summary>Batches of so many pairs.</summary>
    /// <param name="pairs">Pairs in a batch, positive.</param>
    /// <param name="stream">Draws them.</param>
    public DrawnBatches Batches(int pairs, RandomStream stream)
    {
        SettingRequirement.Positive(pairs, nameof(pairs));
        return new DrawnBatches(stream, (numbers, batch) =>
        {
            for (int i = 0; i < pairs; i++) AddTo(batch, numbers);
        });
    }

    private void DrawLists(RandomStream stream)
    {
        _prompt.Clear();
        _answer.Clear();
        draw(stream, _prompt, _answer);
    }
}
