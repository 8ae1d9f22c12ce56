using AlignmentToolkit.Checkpoints;

using Xunit;

namespace AlignmentToolkit.Tests.Checkpoints;

/// <summary>Writes that end when the test is cancelled.</summary>
internal static class TestWrites
{
    public static void SaveTo(this SafeTensorsWriter tensors, string path) =>
        tensors.Save(path, cancellation: TestContext.Current.CancellationToken);

    public static void SaveShards(this SafeTensorsWriter tensors, string folder, long largestShard) =>
        ShardedCheckpointWriter.Save(tensors, folder, largestShard, cancellation: TestContext.Current.CancellationToken);
}
