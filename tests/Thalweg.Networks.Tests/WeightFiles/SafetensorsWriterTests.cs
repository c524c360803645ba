using System.Security.Cryptography;
using System.Text;
using Thalweg.Formats.Weights;
using Thalweg.Networks.WeightFiles;

namespace Thalweg.Networks.Tests.WeightFiles;

public sealed class SafetensorsWriterTests
{
    private static readonly double[] Theta = [.. Enumerable.Range(0, 13).Select(i => (i - 6) / 7.0)];

    private static readonly Dictionary<string, string> Metadata = new()
    {
        ["problem"] = "poisson",
        ["network"] = "mlp(width=3, depth=1)",
        ["größe"] = "\"quoted\"",
    };

    [Fact]
    public void Weights_survive_a_round_trip()
    {
        Write(
            Theta,
            path =>
            {
                Assert.Equal(Theta, WeightFile.Read(path, WeightFixtures.Layout));
                Assert.Equal(
                    WeightFixtures.Layout.Tensors.Select(t => t.Name),
                    TensorFile.Open(path).ReadAll().Select(t => t.Name)
                );
            }
        );
    }

    [Fact]
    public void The_bytes_are_always_the_same()
    {
        Write(
            Theta,
            path =>
            {
                var bytes = File.ReadAllBytes(path);
                Assert.Equal(0, bytes[0] % 8);
                Assert.Contains(
                    "{\"__metadata__\":{\"gr\\u00F6\\u00DFe\":\"\\u0022quoted\\u0022\",\"network\":\"mlp(width=3, depth=1)\",\"problem\":\"poisson\"},"
                        + "\"layer_in.weight\":{\"dtype\":\"F64\",\"shape\":[3,2],\"data_offsets\":[0,48]},",
                    Encoding.ASCII.GetString(bytes),
                    StringComparison.Ordinal
                );
                Assert.Equal(
                    "04CDACFBE0F4F450A36E258173BE6B6E26921F65356D87F83D68C60821D2F7FC",
                    Convert.ToHexString(SHA256.HashData(bytes))
                );
            }
        );
    }

    [Fact]
    public void A_vector_of_another_length_is_refused() =>
        Assert.Contains(
            "12 parameters do not fit the network, which has 13",
            Assert.Throws<ArgumentException>(() => Write(Theta[..12], _ => { })).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_folder_that_does_not_exist_is_an_io_error() =>
        Assert.Throws<DirectoryNotFoundException>(() =>
            WeightFile.WriteSafetensors("no-such-folder/w.safetensors", WeightFixtures.Layout, Theta, Metadata)
        );

    private static void Write(double[] parameters, Action<string> check)
    {
        var path = Path.GetTempFileName();
        try
        {
            WeightFile.WriteSafetensors(path, WeightFixtures.Layout, parameters, Metadata);
            check(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
