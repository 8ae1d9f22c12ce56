using AlignmentToolkit.Dynamics;

using TorchSharp;

using static TorchSharp.torch;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>
/// The online student with one output under backpropagation, AFA or PEPITA, written with eager tensors: in-place updates, no gradients, one
/// product for all fields.
/// </summary>
public sealed class TensorStudent : IDisposable
{
    private readonly OnlineRule _rule;
    private readonly TeacherStudentSettings _settings;
    private readonly int _dimension;
    private readonly double _root;
    private readonly DisposeScope _lifetime = NewDisposeScope();
    private readonly Tensor _vectors;
    private readonly Tensor _student;
    private readonly Tensor _projection;
    private readonly Tensor _readout;
    private readonly Tensor _teacherReadout;

    /// <summary>A student with standard normal weights.</summary>
    public TensorStudent(OnlineRule rule, TeacherStudentSettings settings, int dimension)
    {
        (_rule, _settings, _dimension, _root) = (rule, settings, dimension, Math.Sqrt(dimension));
        _vectors = randn(settings.Units + settings.TeacherUnits, dimension);
        _student = _vectors.narrow(0, 0, settings.Units);
        _projection = randn(dimension);
        _readout = from_array(settings.Initial.Readout.Row(0).Select(weight => (float)weight).ToArray());
        _teacherReadout = from_array(settings.TeacherReadout.Row(0).Select(weight => (float)weight).ToArray());
    }

    /// <summary>Learns fresh examples, one after the other.</summary>
    public void Train(int steps)
    {
        int units = _settings.Units, teacherUnits = _settings.TeacherUnits;
        using IDisposable inference = inference_mode();
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = randn(_dimension);
            Tensor fields = _vectors.mv(x).mul_(1 / _root);
            Tensor activities = Activity(fields);
            Tensor student = activities.narrow(0, 0, units);
            Tensor error = _readout.dot(student).sub_(_teacherReadout.dot(activities.narrow(0, units, teacherUnits)));
            if (_rule == OnlineRule.Pepita) LearnFromSecondPass(x, student, error);
            else LearnFromFeedback(x, fields.narrow(0, 0, units), student, error);
        }
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose() => _lifetime.Dispose();

    private void LearnFromFeedback(Tensor x, Tensor fields, Tensor student, Tensor error)
    {
        Tensor feedback = _rule == OnlineRule.AdaptiveFeedbackAlignment ? _student.mv(_projection).mul_(1.0 / _dimension) : _readout;
        Tensor signal = fields.square().mul_(-0.5).exp_().mul_(feedback).mul_(error);
        _student.addr_(signal, x, beta: 1, alpha: (float)(-_settings.LearningRate / _root * Math.Sqrt(2 / Math.PI)));
        _readout.sub_(student.mul(error).mul_(_settings.ReadoutLearningRate / _dimension));
    }

    private void LearnFromSecondPass(Tensor x, Tensor student, Tensor error)
    {
        Tensor modulated = x.sub(_projection.mul(error).mul_(1 / _root));
        Tensor second = Activity(_student.mv(modulated).mul_(1 / _root));
        _student.addr_(student.sub(second), modulated, beta: 1, alpha: (float)(-_settings.LearningRate / _root));
        _readout.sub_(second.mul_(error).mul_(_settings.ReadoutLearningRate / _dimension));
    }

    /// <summary>erf(x/√2).</summary>
    private static Tensor Activity(Tensor fields) => fields.mul(1 / Math.Sqrt(2)).erf_();
}
