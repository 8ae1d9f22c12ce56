using TorchSharp;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>Makes libtorch loadable and gives it the same threads as ours.</summary>
public static class LibTorch
{
    /// <summary>Call once, before the first use of <see cref="torch"/>.</summary>
    /// <remarks>
    /// The wrapper library TorchSharp ships for Linux asks for symbol version GLIBCXX_3.4.32 of libstdc++, which Debian 12, Ubuntu
    /// 22.04 and RHEL 9 lack, although it uses no symbol of that version. The requirement is marked weak in the copy that lies in our
    /// output folder; the package cache stays as it is.
    /// </remarks>
    public static void Prepare()
    {
        string wrapper = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        if (OperatingSystem.IsLinux() && File.Exists(wrapper)) VersionRequirement.Weaken(wrapper, "GLIBCXX_3.4.32");
    }

    /// <summary>Sets the threads of libtorch's kernels.</summary>
    public static void UseThreads(int threads) => torch.set_num_threads(threads);
}
