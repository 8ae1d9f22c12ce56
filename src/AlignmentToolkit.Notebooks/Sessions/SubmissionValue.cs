using System.Reflection;

using Microsoft.CodeAnalysis.Scripting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>
/// Tells a cell that ends with an expression from one that ends with a statement: both return null from the compiler's point of view.
/// </summary>
internal static class SubmissionValue
{
    // The compiler knows and does not tell; .NET Interactive asks the same way.
    private static readonly MethodInfo HasReturnValue =
        typeof(Script).GetMethod("HasReturnValue", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingMethodException(nameof(Script), "HasReturnValue");

    /// <summary>True if the submission ends with a non-void expression or a <c>return</c> of one.</summary>
    public static bool IsPresent(Script script) => (bool)HasReturnValue.Invoke(script, null)!;
}
