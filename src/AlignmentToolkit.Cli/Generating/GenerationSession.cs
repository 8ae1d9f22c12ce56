using System.Diagnostics;

using AlignmentToolkit.Decoding;
using AlignmentToolkit.LanguageModels.Inference;
using AlignmentToolkit.LanguageModels.Pretrained;
using AlignmentToolkit.LanguageModels.Text;
using AlignmentToolkit.LanguageModels.Tokenizers;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Cli.Generating;

/// <summary>An answer as the command line asked for it, ready to start.</summary>
internal sealed class GenerationSession : IDisposable
{
    private readonly GenerationRequest _request;
    private readonly IPretrainedModel _checkpoint;
    private readonly ITokenizer _tokenizer;
    private readonly InferenceModel _model;
    private readonly GenerationPrompt _prompt;

    private GenerationSession(GenerationRequest request, IPretrainedModel checkpoint)
    {
        (_request, _checkpoint) = (request, checkpoint);
        _tokenizer = checkpoint.Tokenizer ?? throw new InvalidDataException(
            $"{checkpoint.Location}: there is neither a tokenizer.json nor a tok*.bin of llama2.c beside the model to read text with.");
        _prompt = GenerationPrompt.Of(request, checkpoint, _tokenizer);
        _model = new InferenceModel(checkpoint.Settings, checkpoint.Tensors);
    }

    /// <summary>Checks the request and opens model and tokenizer.</summary>
    /// <exception cref="ArgumentException">An option's value is not allowed.</exception>
    /// <exception cref="IOException">There is no model of this name, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be.</exception>
    public static GenerationSession Open(GenerationRequest request)
    {
        request.Validate();
        Parallelism.Threads = request.Threads;
        IPretrainedModel checkpoint = PretrainedModel.Open(request.Model);
        try
        {
            return new GenerationSession(request, checkpoint);
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Generates and reports.</summary>
    /// <returns>Whether the answer came to its end; false when it was stopped.</returns>
    public bool Run(GenerationReport report, CancellationToken cancellation)
    {
        using Generation generation = NewGeneration();
        TextAnswer answer = new(generation, _tokenizer, _request.Stop);
        long afterFirst = 0;
        bool isGoingOn = true;
        while (isGoingOn && !cancellation.IsCancellationRequested)
        {
            isGoingOn = answer.TryNext(out string piece);
            if (afterFirst == 0) afterFirst = Stopwatch.GetTimestamp();
            report.Report(piece);
        }

        double seconds = Stopwatch.GetElapsedTime(afterFirst).TotalSeconds;
        int steps = generation.Answer.Length - 1;
        report.End(new FinishedAnswer(
            _prompt.Ids, generation.Answer.ToArray(), answer.Text, steps > 0 ? steps / seconds : null, Reason(generation, answer)));
        return !isGoingOn;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _checkpoint.Dispose();
    }

    private Generation NewGeneration()
    {
        GenerationSettings settings = _request.Settings(_checkpoint.Generation, _prompt.EndIds);
        RandomStream stream = RandomStream.From($"generate/seed-{_request.Seed}");
        LogitsChain chain = settings.HuggingFaceOrder();

        // Rows of the embedding that no token has are padding.
        if (_tokenizer.VocabularySize < _model.VocabularySize)
            chain = chain.After(Decoding.Processors.SuppressedTokens.From(_tokenizer.VocabularySize));
        return new Generation(_model, _prompt.Ids, settings, chain, settings.Sampler(stream));
    }

    private static string Reason(Generation generation, TextAnswer answer) => answer.IsStoppedByText
        ? "stop text"
        : generation.Reason switch
        {
            StopReason.EndToken => "end token",
            StopReason.MaximumTokens => "maximum tokens",
            StopReason.ContextFull => "context full",
            _ => "stopped",
        };
}
