namespace AlignmentToolkit.Decoding.Beams;

/// <summary>A token that could go on a beam.</summary>
/// <param name="Beam">Which beam.</param>
/// <param name="Token">The token.</param>
/// <param name="LogProbability">log P of the answer with it.</param>
internal readonly record struct BeamCandidate(int Beam, int Token, double LogProbability) : IComparable<BeamCandidate>
{
    /// <summary>The likelier first; of equals the one of the earlier beam, then the one with the lower token.</summary>
    public int CompareTo(BeamCandidate other)
    {
        int order = other.LogProbability.CompareTo(LogProbability);
        if (order == 0) order = Beam.CompareTo(other.Beam);
        return order == 0 ? Token.CompareTo(other.Token) : order;
    }
}
