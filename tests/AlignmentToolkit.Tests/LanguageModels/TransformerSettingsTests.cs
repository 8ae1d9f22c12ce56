using AlignmentToolkit.LanguageModels;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels;

public class TransformerSettingsTests
{
    public static TheoryData<string, long> PublishedCounts => new()
    {
        { nameof(TransformerPresets.Llama32OneBillion), 1_235_814_400 },
        { nameof(TransformerPresets.Llama32ThreeBillion), 3_212_749_824 },
        { nameof(TransformerPresets.Qwen25HalfBillion), 494_032_768 },
        { nameof(TransformerPresets.Qwen25OneAndAHalfBillion), 1_543_714_304 },

        // The published file has 1,056,540 bytes: a header of 28, and two unused tables of 512 x 4 numbers.
        { nameof(TransformerPresets.Stories260K), ((1_056_540 - 28) / 4) - (2 * 512 * 4) },
    };

    [Theory]
    [MemberData(nameof(PublishedCounts))]
    public void Presets_have_the_published_number_of_parameters(string preset, long count)
    {
        TransformerSettings settings = (TransformerSettings)typeof(TransformerPresets).GetProperty(preset)!.GetValue(null)!;
        settings.Validate();
        Assert.Equal(count, settings.ParameterCount);
    }

    public static TheoryData<string, TransformerSettings> BadSettings
    {
        get
        {
            TransformerSettings good = TransformerPresets.Stories260K;
            Llama3RotaryScaling scaling = new();
            return new()
            {
                { "VocabularySize", good with { VocabularySize = 0 } },
                { "HiddenSize", good with { HiddenSize = -1 } },
                { "FeedForwardSize", good with { FeedForwardSize = 0 } },
                { "LayerCount", good with { LayerCount = 0 } },
                { "HeadCount", good with { HeadCount = 7 } },
                { "KeyValueHeadCount", good with { KeyValueHeadCount = 0 } },
                { "HeadSize", good with { HeadSize = 7 } },
                { "HeadSize", good with { HeadSize = 1 << 30 } },
                { "ContextLength", good with { ContextLength = 0 } },
                { "RotaryBase", good with { RotaryBase = double.NaN } },
                { "NormEpsilon", good with { NormEpsilon = 0 } },
                { "Factor", good with { RotaryScaling = scaling with { Factor = 0.5 } } },
                { "LowFrequencyFactor", good with { RotaryScaling = scaling with { LowFrequencyFactor = 0 } } },
                { "HighFrequencyFactor", good with { RotaryScaling = scaling with { HighFrequencyFactor = 1 } } },
                { "OriginalContextLength", good with { RotaryScaling = scaling with { OriginalContextLength = 0 } } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(BadSettings), DisableDiscoveryEnumeration = true)]
    public void A_value_out_of_range_is_refused_by_name(string name, TransformerSettings settings)
    {
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(settings.Validate);
        Assert.Equal(name, refusal.ParamName);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }
}
