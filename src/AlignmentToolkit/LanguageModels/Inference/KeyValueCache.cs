namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>The pages of all rows of a state, and those that are free again.</summary>
internal sealed class KeyValueCache
{
    private readonly TransformerSettings _settings;
    private readonly Stack<KeyValuePage> _free = new();
    private readonly List<KeyValuePage>[] _pages;
    private readonly List<KeyValuePage>[] _spare;
    private readonly int[] _lengths, _spareLengths;

    public KeyValueCache(TransformerSettings settings, int rows)
    {
        _settings = settings;
        (_lengths, _spareLengths) = (new int[rows], new int[rows]);
        _pages = [.. Enumerable.Range(0, rows).Select(_ => new List<KeyValuePage>())];
        _spare = [.. Enumerable.Range(0, rows).Select(_ => new List<KeyValuePage>())];
    }

    /// <summary>Positions that each row has filled.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>Pages of a row, from its beginning.</summary>
    public List<KeyValuePage> Pages(int row) => _pages[row];

    /// <summary>Makes room for positions at the end of a row, in pages that nobody else reads.</summary>
    public void Extend(int row, int count)
    {
        List<KeyValuePage> pages = _pages[row];
        int length = _lengths[row];
        if (length % KeyValuePage.Length != 0 && pages[^1].Users > 1) pages[^1] = Copy(pages[^1]);
        while (pages.Count * KeyValuePage.Length < length + count) pages.Add(Take());
        _lengths[row] = length + count;
    }

    /// <summary>Forgets the end of a row.</summary>
    public void Truncate(int row, int length)
    {
        List<KeyValuePage> pages = _pages[row];
        int needed = (length + KeyValuePage.Length - 1) / KeyValuePage.Length;
        while (pages.Count > needed)
        {
            Release(pages[^1]);
            pages.RemoveAt(pages.Count - 1);
        }

        _lengths[row] = length;
    }

    /// <summary>Row r becomes what row parents[r] was. Pages are shared, not copied.</summary>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        for (int row = 0; row < parents.Length; row++)
        {
            _spareLengths[row] = _lengths[parents[row]];
            foreach (KeyValuePage page in _pages[parents[row]])
            {
                page.Users++;
                _spare[row].Add(page);
            }
        }

        for (int row = 0; row < parents.Length; row++)
        {
            foreach (KeyValuePage page in _pages[row]) Release(page);
            _pages[row].Clear();
            (_pages[row], _spare[row]) = (_spare[row], _pages[row]);
            _lengths[row] = _spareLengths[row];
        }
    }

    private KeyValuePage Take()
    {
        if (!_free.TryPop(out KeyValuePage? page)) return new KeyValuePage(_settings);
        page.Users = 1;
        return page;
    }

    private KeyValuePage Copy(KeyValuePage shared)
    {
        KeyValuePage page = Take();
        shared.Numbers.Span.CopyTo(page.Numbers.Span);
        Release(shared);
        return page;
    }

    private void Release(KeyValuePage page)
    {
        if (--page.Users == 0) _free.Push(page);
    }
}
