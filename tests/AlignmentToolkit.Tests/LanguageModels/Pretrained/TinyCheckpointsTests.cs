using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Pretrained;
using AlignmentToolkit.Tests.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Pretrained;

/// <summary>The published checks of the formula (section 9.6 of the AED page).</summary>
public sealed class TinyCheckpointsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_hash_as_published() => Assert.Equal(0xD6D6E5AFD11604E4, TinyCheckpoints.Hash("model.norm.weight"));

    [Theory]
    [InlineData("model.norm.weight", 0.8871688842773438f, 0.909454345703125f, 0.9755134582519531f, 1.0351486206054688f)]
    [InlineData("model.embed_tokens.weight", -0.2574462890625f, -0.3599853515625f, 0.02655029296875f, -0.503143310546875f)]
    [InlineData(
        "model.layers.0.self_attn.q_proj.weight",
        -0.04035186767578125f, -0.21652984619140625f, 0.17829132080078125f, -0.02632904052734375f)]
    public void First_values_are_the_published_ones(string name, float first, float second, float third, float fourth)
    {
        float[] values = new float[4];
        TinyCheckpoints.Fill(name, values);
        Assert.Equal([first, second, third, fourth], values);
    }

    public static TheoryData<TransformerSettings, long> Models => new()
    {
        { TinyCheckpoints.Llama, long.MaxValue },
        { TinyCheckpoints.Qwen2, 20_000 },
        { TinyCheckpoints.Llama with { HasTiedHead = false, HeadSize = 16 }, long.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public void A_written_folder_opens_with_the_same_settings_and_values(TransformerSettings settings, long largestShard)
    {
        TinyCheckpoints.Save(settings, _folder.Path, largestShard: largestShard);
        using HuggingFaceFolder folder = HuggingFaceFolder.Open(_folder.Path);
        Assert.Equal(settings, folder.Settings);
        Assert.Equal(settings.ParameterCount, folder.Tensors.Entries.Sum(entry => entry.ElementCount));
        Assert.Equal(largestShard < long.MaxValue, folder.Tensors is ShardedCheckpoint);
        foreach (TensorRequirement tensor in TensorNames.All(settings))
        {
            float[] values = new float[tensor.Shape.ElementCount];
            TinyCheckpoints.Fill(tensor.Name, values);
            Assert.Equal(values, folder.Tensors.ReadSingle(tensor.Name));
        }
    }

    [Fact]
    public void Llama_3_2_1B_has_146_tensors_of_the_published_shapes()
    {
        Dictionary<string, TensorShape> shapes = TensorNames.All(TransformerPresets.Llama32OneBillion)
            .ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        Assert.Equal(146, shapes.Count);
        Assert.Equal(new TensorShape(512, 2048), shapes["model.layers.15.self_attn.k_proj.weight"]);
        Assert.Equal(new TensorShape(2048, 8192), shapes["model.layers.0.mlp.down_proj.weight"]);
        Assert.DoesNotContain("lm_head.weight", shapes.Keys);
    }
}
