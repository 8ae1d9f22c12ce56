using System.Reflection;

using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive.Progress;

/// <summary>Shows values in .NET Interactive, which the toolkit knows by reflection only.</summary>
/// <remarks>
/// The handle that <c>display(x)</c> returns there carries a wrong id since June 2025, so its <c>Update</c> reaches nothing.
/// The one that <c>KernelInvocationContext.Current.Display(value, mimeType)</c> returns works.
/// </remarks>
internal sealed class InteractiveOutput : ILiveOutput
{
    private readonly object _context;
    private readonly MethodInfo _display;
    private object? _handle;

    private InteractiveOutput(object context, MethodInfo display) => (_context, _display) = (context, display);

    /// <summary>The output of the cell that runs now; null outside .NET Interactive.</summary>
    public static InteractiveOutput? Find() => Find(AppDomain.CurrentDomain.GetAssemblies());

    /// <summary>The output of the cell that runs now, when the engine is among <paramref name="assemblies"/>.</summary>
    internal static InteractiveOutput? Find(IEnumerable<Assembly> assemblies)
    {
        const string Name = "Microsoft.DotNet.Interactive.KernelInvocationContext";
        Assembly? engine = assemblies.FirstOrDefault(assembly => !assembly.IsDynamic && assembly.GetType(Name) is not null);
        object? context = engine?.GetType(Name)!.GetProperty("Current", BindingFlags.Public | BindingFlags.Static)?.GetValue(null);
        MethodInfo? display = engine?.GetType(Name + "Extensions")?.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(method => method.Name == "Display" && method.GetParameters().Length == 3);
        return context is null || display is null ? null : new InteractiveOutput(context, display);
    }

    public bool IsReplaced => true;

    public void Show(object value)
    {
        if (_handle is null)
            _handle = _display.Invoke(null, [_context, value, Argument(_display.GetParameters()[2].ParameterType, value)]);
        else
            _handle.GetType().GetMethod("Update", [typeof(object)])?.Invoke(_handle, [value]);
    }

    /// <summary>The MIME types as the engine's version wants them: one text, or an array of texts.</summary>
    private static object Argument(Type type, object value)
    {
        string mimeType = value is IFigureValue ? MimeTypes.Svg : MimeTypes.Html;
        return type == typeof(string) ? mimeType : new[] { mimeType };
    }
}
