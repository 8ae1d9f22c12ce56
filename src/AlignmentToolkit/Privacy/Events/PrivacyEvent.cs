using System.Text.Json.Serialization;

namespace AlignmentToolkit.Privacy.Events;

/// <summary>
/// What was released about a data set, described as far as a privacy accountant needs to know: which noise, on which sample, how often.
/// </summary>
/// <remarks>
/// <para>Events are values: two with the same content are equal, and <see cref="ToJson"/> and <see cref="FromJson"/> keep them in files.
/// A parameter out of range is refused where the event is made.</para>
/// <para>Noise is measured in units of the sensitivity, the largest change of the noiseless release between two neighbouring data sets.
/// Data sets are neighbours if one has one example more than the other (add/remove one); only <see cref="FixedBatchEvent"/>, whose
/// batches have a fixed size, speaks of data sets in which one example was replaced by another, and there the sensitivity of a sum
/// of clipped terms is twice the clipping norm.</para>
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(GaussianEvent), "gaussian")]
[JsonDerivedType(typeof(LaplaceEvent), "laplace")]
[JsonDerivedType(typeof(PoissonSampledEvent), "poissonSampled")]
[JsonDerivedType(typeof(FixedBatchEvent), "fixedBatch")]
[JsonDerivedType(typeof(RepeatedEvent), "repeated")]
[JsonDerivedType(typeof(ComposedEvent), "composed")]
public abstract record PrivacyEvent
{
    private protected PrivacyEvent()
    {
    }

    /// <summary>The elementary releases that make up the event, each with its number: repetitions and compositions are resolved, equal
    /// releases gathered.</summary>
    /// <remarks>What remains is Gaussian or Laplace noise, sampled or not. Releases that show nothing (noise ∞, a sampling rate of 0) are
    /// left out, sampling at rate 1 vanishes, a Poisson sample of a Poisson sample is one, and several Gaussian releases about the same
    /// sample are one. A sample with any other release about it stays as it is. A count beyond 2⁶³ − 1 stays at that.</remarks>
    public IReadOnlyList<RepeatedEvent> Parts() => EventParts.Of(this);

    /// <summary>Whether both kinds of neighbours occur in the event: an accountant can speak of added and removed examples or of replaced
    /// ones, not of both at once.</summary>
    public bool MixesNeighbours() => Contains<FixedBatchEvent>() && Contains<PoissonSampledEvent>();

    /// <summary>The event as one JSON object whose property <c>kind</c> says which event it is.</summary>
    public string ToJson() => PrivacyEventJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="InvalidDataException">The text isn't JSON, isn't a privacy event or has a parameter out of range; the message
    /// names the place and the reason.</exception>
    public static PrivacyEvent FromJson(string json) => PrivacyEventJson.Read(json);

    private bool Contains<T>()
        where T : PrivacyEvent => this is T || this switch
        {
            PoissonSampledEvent sampled => sampled.Event.Contains<T>(),
            FixedBatchEvent batch => batch.Event.Contains<T>(),
            RepeatedEvent repeated => repeated.Event.Contains<T>(),
            ComposedEvent composed => composed.Events.Any(inner => inner.Contains<T>()),
            _ => false,
        };
}
