using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.LanguageModels.Synthetic;

/// <summary>A probabilistic context-free grammar: sentences to train a model on whose best loss is known.</summary>
/// <remarks>
/// <para>
/// Every symbol is written by one of its rules, drawn with probability proportional to its weight, until only words are left. A sentence
/// is put between the words <see cref="Begin"/> and <see cref="End"/>.
/// </para>
/// <para>
/// With p_r the probabilities of the rules of A, the entropy of what A becomes obeys H(A) = Σ_r p_r (−log p_r + Σ H(B) over symbols B in
/// r),
/// and its mean length L(A) the same equation with the number of words in r in place of −log p_r: linear systems. No model of a grammar in
/// which every sentence has one derivation has a mean cross-entropy below H/(L + 1) a token, and a perfect one reaches it.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// Grammar grammar = new("S",
///     new("S", 1, "NP", "VP"), new("NP", 1, "the", "cat"), new("NP", 1, "the", "dog"), new("VP", 3, "sleeps"), new("VP", 1, "sees",
/// "NP"));
/// int[] sentence = grammar.Draw(RandomStream.From("sentences"));       // &lt;s&gt; the dog sleeps &lt;/s&gt;
/// </code>
/// </example>
public sealed class Grammar
{
    /// <summary>Word before every sentence.</summary>
    public const string Begin = "<s>";

    /// <summary>Word behind every sentence.</summary>
    public const string End = "</s>";

    private readonly Symbol[] _symbols;

    /// <summary>A grammar.</summary>
    /// <param name="start">The symbol of a sentence.</param>
    /// <param name="rules">All rules; words are numbered as they first appear, after <see cref="Begin"/> and <see cref="End"/>.</param>
    /// <exception cref="ArgumentException">A weight is not positive, the start has no rule, or sentences would not end.</exception>
    public Grammar(string start, params ReadOnlySpan<GrammarRule> rules)
    {
        List<string> names = [start];
        foreach (GrammarRule rule in rules)
        {
            if (!(rule.Weight > 0 && double.IsFinite(rule.Weight)))
                throw new ArgumentException(
                    $"A rule of '{rule.Symbol}' has weight {rule.Weight}; weights are positive and finite.", nameof(rules));
            if (!names.Contains(rule.Symbol)) names.Add(rule.Symbol);
        }

        List<string> words = [Begin, End];
        foreach (GrammarRule rule in rules)
            foreach (string word in rule.Expansion)
                if (!names.Contains(word) && !words.Contains(word)) words.Add(word);
        Vocabulary = new WordVocabulary(words);
        _symbols = new Symbol[names.Count];
        for (int i = 0; i < names.Count; i++) _symbols[i] = NewSymbol(names, names[i], rules);
        (Entropy, MeanLength) = Solve();
    }

    /// <summary>The words, <see cref="Begin"/> and <see cref="End"/> first.</summary>
    public WordVocabulary Vocabulary { get; }

    /// <summary>H: entropy of the derivation of a sentence, in nats; of the sentence itself where it has one derivation only.</summary>
    public double Entropy { get; }

    /// <summary>L: mean number of words of a sentence, without <see cref="Begin"/> and <see cref="End"/>.</summary>
    public double MeanLength { get; }

    /// <summary>H/(L + 1): least mean cross-entropy of a token, <see cref="End"/> included, in nats.</summary>
    public double EntropyPerToken => Entropy / (MeanLength + 1);

    /// <summary>A sentence between <see cref="Begin"/> and <see cref="End"/>.</summary>
    public int[] Draw(RandomStream stream)
    {
        List<int> tokens = [];
        Draw(stream, tokens);
        return [.. tokens];
    }

    /// <summary>Adds a sentence between <see cref="Begin"/> and <see cref="End"/> to a list.</summary>
    /// <param name="stream">Draws the rules.</param>
    /// <param name="tokens">Added to.</param>
    public void Draw(RandomStream stream, ICollection<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Add(0);
        Write(0, stream, tokens);
        tokens.Add(1);
    }

    // Words are numbers from 0 on; symbol i is −1 − i.
    private void Write(int symbol, RandomStream stream, ICollection<int> tokens)
    {
        Symbol written = _symbols[symbol];
        double draw = stream.NextDouble();
        int rule = 0;
        while (rule < written.Expansions.Length - 1 && draw >= written.Probabilities[rule]) draw -= written.Probabilities[rule++];
        foreach (int part in written.Expansions[rule])
        {
            if (part >= 0) tokens.Add(part);
            else Write(-1 - part, stream, tokens);
        }
    }

    private Symbol NewSymbol(List<string> names, string name, ReadOnlySpan<GrammarRule> rules)
    {
        List<int[]> expansions = [];
        List<double> weights = [];
        foreach (GrammarRule rule in rules)
        {
            if (rule.Symbol != name) continue;
            weights.Add(rule.Weight);
            expansions.Add([.. rule.Expansion.Select(part => names.Contains(part) ? -1 - names.IndexOf(part) : Vocabulary[part])]);
        }

        if (expansions.Count == 0) throw new ArgumentException($"The symbol '{name}' has no rule.", nameof(rules));
        double sum = weights.Sum();
        return new Symbol([.. expansions], [.. weights.Select(weight => weight / sum)]);
    }

    private (double Entropy, double MeanLength) Solve()
    {
        int count = _symbols.Length;
        Matrix<double> system = Matrix<double>.Build.DenseIdentity(count), known = Matrix<double>.Build.Dense(count, 3);
        for (int i = 0; i < count; i++)
        {
            foreach ((int rule, int[] expansion) in _symbols[i].Expansions.Index())
            {
                double probability = _symbols[i].Probabilities[rule];
                known[i, 0] -= probability * Math.Log(probability);
                known[i, 1] += probability * expansion.Count(part => part >= 0);
                foreach (int part in expansion.Where(part => part < 0)) system[i, -1 - part] -= probability;
            }

            known[i, 2] = 1;
        }

        // Column 2 is the mean number of rules used: it has a solution without negative numbers just where sentences end.
        Matrix<double> solution = system.Solve(known);
        if (!solution.Column(2).ForAll(value => double.IsFinite(value) && value >= 1))
            throw new ArgumentException("Sentences of this grammar do not end: on the average a symbol becomes more than one.");
        return (solution[0, 0], solution[0, 1]);
    }

    private sealed record Symbol(int[][] Expansions, double[] Probabilities);
}
