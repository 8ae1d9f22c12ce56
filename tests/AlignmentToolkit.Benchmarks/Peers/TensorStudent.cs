using AlignmentToolkit.Dynamics;

using TorchSharp;

using static TorchSharp.torch;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>
/// The online student with one output under backpropagation, written with eager tensors: in-place updates, no gradients, one product for
/// all fields.
/// </summary>
public sealed class TensorStudent : IDisposable
{
    private readonly TeacherStudentSettings _settings;
    private readonly int _dimension;
    private readonly DisposeScope _lifetime = NewDisposeScope();
    private readonly Tensor _vectors;
    private readonly Tensor _student;
    private readonly Tensor _readout;
    private readonly Tensor _teacherReadout;

    /// <summary>A student with standard normal weights.</summary>
    public TensorStudent(TeacherStudentSettings settings, int dimension)
    {
        (_settings, _dimension) = (settings, dimension);
        _vectors = randn(settings.Units + settings.TeacherUnits, dimension);
        _student = _vectors.narrow(0, 0, settings.Units);
        _readout = from_array(settings.Initial.Readout.Row(0).Select(weight => (float)weight).ToArray());
        _teacherReadout = from_array(settings.TeacherReadout.Row(0).Select(weight => (float)weight).ToArray());
    }

    /// <summary>Learns fresh examples, one after the other.</summary>
    public void Train(int steps)
    {
        double root = Math.Sqrt(_dimension);
        int units = _settings.Units, teacherUnits = _settings.TeacherUnits;
        using IDisposable inference = inference_mode();
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = randn(_dimension);
            Tensor fields = _vectors.mv(x).mul_(1 / root);
            Tensor activities = fields.mul(1 / Math.Sqrt(2)).erf_();
            Tensor student = activities.narrow(0, 0, units);
            Tensor error = _readout.dot(student).sub_(_teacherReadout.dot(activities.narrow(0, units, teacherUnits)));
            Tensor slopes = fields.narrow(0, 0, units).square().mul_(-0.5).exp_();
            Tensor signal = slopes.mul_(_readout).mul_(error);
            _student.addr_(signal, x, beta: 1, alpha: (float)(-_settings.LearningRate / root * Math.Sqrt(2 / Math.PI)));
            _readout.sub_(student.mul(error).mul_(_settings.ReadoutLearningRate / _dimension));
        }
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose() => _lifetime.Dispose();
}
