namespace AlignmentToolkit.CreditAssignment;

/// <summary>In which epochs a weight mirror takes steps, one a mini-batch. Epochs count from 0, those of pre-mirroring included.</summary>
/// <remarks>[Srinivasan 2024, released code, where both are off by default]</remarks>
public sealed record MirroringSchedule
{
    private readonly int _preMirroringEpochs;
    private readonly int? _every;

    /// <summary>n_pre: so many first epochs only mirror, and no weight changes. At least 0. Default 0.</summary>
    public int PreMirroringEpochs
    {
        get => _preMirroringEpochs;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(PreMirroringEpochs));
            _preMirroringEpochs = value;
        }
    }

    /// <summary>
    /// m: in each later epoch e with (e + 1) mod m = 0, a mirror step follows every step of the weights. At least 1; null, the default, for
    /// never.
    /// </summary>
    public int? Every
    {
        get => _every;
        init
        {
            if (value is not null) ArgumentOutOfRangeException.ThrowIfLessThan(value.Value, 1, nameof(Every));
            _every = value;
        }
    }

    /// <summary>Whether the mirror takes steps in an epoch.</summary>
    /// <param name="epoch">From 0.</param>
    public bool MirrorsIn(int epoch) => epoch < PreMirroringEpochs || (Every is { } every && (epoch + 1) % every == 0);
}
