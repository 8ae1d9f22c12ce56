using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

public class HybridImagesTests
{
    // The same bits blurred two-dimensionally at once: the outer product of [¼, ½, ¼] with itself, edges repeated.
    [Fact]
    public void A_mask_is_random_bits_blurred_and_thresholded()
    {
        const int width = 9, height = 7, blurs = 3;
        float[] mask = new float[width * height], bits = new float[width * height];
        new HybridImages(width, height, blurs).DrawMask(RandomStream.From("hybrids/mask"), mask);
        RandomStream.From("hybrids/mask").FillUniform(bits);
        double[,] image = new double[height, width];
        for (int i = 0; i < bits.Length; i++) image[i / width, i % width] = bits[i] < 0.5f ? 0 : 1;
        for (int blur = 0; blur < blurs; blur++) image = Blur(image);

        Assert.DoesNotContain(image.Cast<double>(), value => Math.Abs(value - 0.5) < 1e-6);
        Assert.Equal(image.Cast<double>().Select(value => value < 0.5 ? 0f : 1f), mask);
    }

    // Without blurs neighbours agree in half of all cases, with them nearly always.
    [Fact]
    public void Blurring_makes_patches()
    {
        Assert.Equal(0.5, Agreement(0), 5 * Math.Sqrt(0.25 / (50 * 27 * 28)));
        Assert.InRange(Agreement(6), 0.8, 1);

        static double Agreement(int blurs)
        {
            HybridImages hybrids = new(28, 28, blurs);
            RandomStream stream = RandomStream.From("hybrids/patches");
            float[] mask = new float[784];
            int same = 0;
            for (int repetition = 0; repetition < 50; repetition++)
            {
                hybrids.DrawMask(stream, mask);
                same += Enumerable.Range(0, 784 - 28).Count(i => mask[i] == mask[i + 28]);
            }

            return same / (50.0 * 27 * 28);
        }
    }

    [Fact]
    public void Every_pixel_of_a_hybrid_comes_from_its_image_or_from_one_other()
    {
        const int count = 40;
        Matrix<float> images = Matrix<float>.Build.Dense(64, count, (_, j) => j), hybrids = Matrix<float>.Build.Dense(64, count);
        new HybridImages(8, 8).Mix(images, RandomStream.From("hybrids/mix"), hybrids);
        HashSet<float> partners = [];
        for (int j = 0; j < count; j++)
        {
            float[] others = [.. hybrids.Column(j).Distinct().Where(value => value != j)];
            Assert.InRange(others.Length, 0, 1);
            partners.UnionWith(others);
        }

        Assert.InRange(partners.Count, count / 3, count);
    }

    [Fact]
    public void One_image_alone_or_of_another_size_is_refused()
    {
        RandomStream stream = RandomStream.From("hybrids/refused");
        Matrix<float> one = Matrix<float>.Build.Dense(64, 1), small = Matrix<float>.Build.Dense(63, 2);
        ArgumentException alone = Assert.Throws<ArgumentException>(() => new HybridImages(8, 8).Mix(one, stream, one));
        Assert.Contains("two images", alone.Message, StringComparison.Ordinal);
        ArgumentException shape = Assert.Throws<ArgumentException>(() => new HybridImages(8, 8).Mix(small, stream, small));
        Assert.Contains("63×2", shape.Message, StringComparison.Ordinal);
    }

    private static double[,] Blur(double[,] image)
    {
        int height = image.GetLength(0), width = image.GetLength(1);
        double[] kernel = [0.25, 0.5, 0.25];
        double[,] result = new double[height, width];
        for (int i = 0; i < height; i++)
            for (int j = 0; j < width; j++)
                for (int di = -1; di <= 1; di++)
                    for (int dj = -1; dj <= 1; dj++)
                        result[i, j] += kernel[di + 1] * kernel[dj + 1]
                            * image[Math.Clamp(i + di, 0, height - 1), Math.Clamp(j + dj, 0, width - 1)];
        return result;
    }
}
