using AlignmentToolkit.Interactive.Checks;
using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive;

public static partial class Check
{
    /// <summary>Asks for a statement to hold.</summary>
    /// <param name="condition">True when the answer is right.</param>
    /// <param name="asked">What was asked, as a statement: "the angle falls".</param>
    /// <param name="hint">What to look at when it fails.</param>
    /// <exception cref="CheckFailedException">The statement does not hold.</exception>
    public static void That(bool condition, string asked, string hint = "")
    {
        if (!condition)
            throw Failure(asked, "this does not hold yet", hint);
        Passed(asked);
    }

    /// <summary>Asks for one exact value: a number of things, a name, a choice.</summary>
    /// <param name="actual">The student's value.</param>
    /// <param name="expected">The right value.</param>
    /// <param name="asked">What was asked, in a few words.</param>
    /// <param name="hint">What to look at when it fails.</param>
    /// <exception cref="CheckFailedException">The values are not equal.</exception>
    public static void Equal<T>(T actual, T expected, string asked, string hint = "")
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
            throw Failure(asked, $"got {NumberText.Of(actual)}, which is not it", hint);
        Passed(asked);
    }

    /// <summary>Asks for a property that holds for every input: a symmetry, a bound, a conservation law.</summary>
    /// <param name="inputs">The inputs to try, at least one.</param>
    /// <param name="holds">True when the property holds for an input.</param>
    /// <param name="asked">The property, as a statement.</param>
    /// <param name="hint">What to look at when it fails.</param>
    /// <exception cref="CheckFailedException">The property fails for an input, or the answer throws; the message names that
    /// input.</exception>
    /// <exception cref="ArgumentException">There is no input.</exception>
    public static void ForAll<T>(IEnumerable<T> inputs, Func<T, bool> holds, string asked, string hint = "")
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(holds);
        int tried = 0;
        foreach (T input in inputs)
        {
            tried++;
            if (!Holds(input))
                throw Failure(asked, $"it fails for the input {NumberText.Of(input)}", hint);
        }

        if (tried == 0)
            throw new ArgumentException("A property is checked on at least one input.", nameof(inputs));
        Passed($"{asked} ({tried} inputs)");

        bool Holds(T input)
        {
            try
            {
                return holds(input);
            }
            catch (Exception exception) when (
                exception is not (CheckFailedException or NotImplementedException or OperationCanceledException))
            {
                throw Failure(
                    asked, $"for the input {NumberText.Of(input)} your code throws {exception.GetType().Name}: {exception.Message}", hint);
            }
        }
    }

    /// <summary>
    /// Runs the checks of an exercise without ever failing the cell, so that a notebook with unfinished exercises runs to its end.
    /// </summary>
    /// <param name="name">The exercise: "2.3 Kolen–Pollack feedback".</param>
    /// <param name="checks">Calls the student's code and checks its answers.</param>
    /// <returns>True when every check passed.</returns>
    /// <remarks>
    /// A <see cref="NotImplementedException"/> counts as not begun: "○ 2.3 …: exercise to complete". Any other failure prints its message,
    /// without a stack trace, and the notebook goes on. For graded cells call the checks directly instead: there a failure must be an
    /// error.
    /// </remarks>
    public static bool Exercise(string name, Action checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        try
        {
            checks();
            Console.WriteLine($"✓ {name}: complete");
            return true;
        }
        catch (NotImplementedException)
        {
            Console.WriteLine($"○ {name}: exercise to complete");
        }
        catch (CheckFailedException failure)
        {
            Console.WriteLine(failure.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Console.WriteLine($"✗ {name}: your code throws {exception.GetType().Name}: {exception.Message}");
        }

        return false;
    }

    private static void Passed(string asked) => Console.WriteLine("✓ " + asked);

    private static CheckFailedException Failure(string asked, string found, string hint) =>
        new($"✗ {asked}: {found}." + (hint.Length == 0 ? "" : $" Hint: {hint}"));
}
