namespace AlignmentToolkit.Interactive.Marks;

/// <summary>Something drawn in a <see cref="Figure"/>.</summary>
/// <param name="Name">Its name in the legend; empty to leave it out.</param>
/// <param name="Style">Number of the colour, dash pattern and marker, from 0; marks of one style belong together (theory and simulation,
/// mean and spread).</param>
public abstract record Mark(string Name, int Style);
