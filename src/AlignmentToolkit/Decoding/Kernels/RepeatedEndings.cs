namespace AlignmentToolkit.Decoding.Kernels;

/// <summary>Where the end of a text has occurred before.</summary>
internal static class RepeatedEndings
{
    /// <summary>
    /// For each place, how many tokens just before it are also the end of the whole text. Linear in the length of the text: the
    /// Z-function of the text read backwards.
    /// </summary>
    /// <param name="text">n tokens.</param>
    /// <param name="lengths">n numbers; entry i is about the tokens before i, so entry 0 is 0.</param>
    public static void Lengths(ReadOnlySpan<int> text, Span<int> lengths)
    {
        lengths.Clear();

        // The tokens of [low, high) equal as many at the end of the text; low is the least of any match found so far.
        int end = text.Length, low = end, high = end;
        for (int place = end - 1; place > 0; place--)
        {
            // Within a match, the place lies as far from its end as one that is known does from the end of the text.
            int length = place > low ? Math.Min(place - low, lengths[end - (high - place)]) : 0;
            while (length < place && text[place - 1 - length] == text[end - 1 - length]) length++;
            lengths[place] = length;
            if (place - length < low) (low, high) = (place - length, place);
        }
    }
}
