using AlignmentToolkit.Networks.Optimisation;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Training;

/// <summary>How a network decides, from one mini-batch, in which direction each weight matrix should change.</summary>
/// <remarks>
/// A rule runs its own passes, computes the factors of every G_l, and hands them to a receiver: an optimiser while training, a recorder
/// when its updates are compared with another rule's. A rule that steps twice a mini-batch calls the receiver twice a layer.
/// </remarks>
public abstract class LearningRule
{
    private readonly Dictionary<int, ForwardPass> _scorePasses = [];

    /// <summary>Binds the rule to a network.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    protected LearningRule(MultilayerPerceptron network, OutputLoss loss)
    {
        Network = network;
        Loss = loss;
    }

    /// <summary>The network that learns.</summary>
    public MultilayerPerceptron Network { get; }

    /// <summary>The loss at its output.</summary>
    public OutputLoss Loss { get; }

    /// <summary>The rule's short name, such as <c>FA</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Length of an example that the rule takes: n_0, unless a rule puts more than the example into the network.</summary>
    public virtual int InputSize => Network.Sizes[0];

    /// <summary>C, the number of classes that the rule tells apart: n_L, unless a rule predicts otherwise.</summary>
    public virtual int ClassCount => Network.Sizes[^1];

    /// <summary>
    /// Whether the last layer is an output layer, one logit a class. Rules that differ in this need different networks and cannot be
    /// compared.
    /// </summary>
    public virtual bool HasOutputLayer => true;

    /// <summary>
    /// Whether each mini-batch gives every trained layer one update whose column i, after and before the synapse, comes from example i
    /// and the weights alone: example i then adds exactly s B δ_i h_iᵀ to the sum of the mini-batch, which private training bounds.
    /// </summary>
    /// <remarks>
    /// It also promises that no state of the rule follows the data (mirrored or adapted feedback does), and that the factors stay as they
    /// are until <see cref="Learn"/> returns. False unless a rule says otherwise.
    /// </remarks>
    public virtual bool HasPerExampleFactors => false;

    /// <summary>
    /// The first epochs of a run, in which the rule only prepares by its <see cref="EndStep"/> and no weight changes; 0 for most.
    /// </summary>
    /// <remarks>They count as epochs of the run, but the learning rate's schedule starts after them.</remarks>
    public virtual int PreparationEpochs => 0;

    /// <summary>Told before each epoch, for rules with phases (such as mirroring before learning).</summary>
    /// <param name="epoch">From 0.</param>
    public virtual void BeginEpoch(int epoch)
    {
    }

    /// <summary>Told after each mini-batch of training, when the weights have changed; never when updates are only compared.</summary>
    /// <param name="batch">The mini-batch; in an epoch of preparation its content is not set.</param>
    public virtual void EndStep(MiniBatch batch)
    {
    }

    /// <summary>One mini-batch: passes through the network, then one or more updates handed to the receiver.</summary>
    /// <param name="batch">The examples; its masks, if any, are used in every pass.</param>
    /// <param name="receiver">Takes the updates. Nothing but the receiver may change by this call: it also serves to compare rules.</param>
    public abstract BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver);

    /// <summary>
    /// A score per class for each example, the largest being the prediction: the logits, unless a rule predicts otherwise.
    /// </summary>
    /// <param name="inputs">n_0 × B.</param>
    /// <returns>C × B, in memory of the rule that the next call with the same B overwrites.</returns>
    public virtual Matrix<float> Score(Matrix<float> inputs)
    {
        if (!_scorePasses.TryGetValue(inputs.ColumnCount, out ForwardPass? pass))
            _scorePasses[inputs.ColumnCount] = pass = new ForwardPass(Network, inputs.ColumnCount);
        Network.Forward(inputs, pass);
        return pass.Logits;
    }

    /// <summary>Angles between forward weights and the feedback that stands for them; none for rules without fixed feedback.</summary>
    public virtual IReadOnlyList<NamedAngle> FeedbackAngles() => [];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
