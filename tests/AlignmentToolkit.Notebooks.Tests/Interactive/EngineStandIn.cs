// The names are the engine's: the library looks them up as text.
#pragma warning disable IDE0130 // Namespace does not match folder structure
namespace Microsoft.DotNet.Interactive;
#pragma warning restore IDE0130

internal sealed class KernelInvocationContext
{
    public static KernelInvocationContext Current { get; } = new();

    public static List<string> Log { get; } = [];
}

internal static class KernelInvocationContextExtensions
{
    public static StandInHandle Display(this KernelInvocationContext context, object value, params string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(context);
        KernelInvocationContext.Log.Add($"{string.Join(' ', mimeTypes)}: {value}");
        return new StandInHandle();
    }
}

internal sealed class StandInHandle
{
    public void Update(object value) => KernelInvocationContext.Log.Add($"update: {value}");
}
