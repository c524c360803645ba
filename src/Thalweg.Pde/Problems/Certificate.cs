using System.Globalization;

namespace Thalweg.Pde.Problems;

/// <summary>How far a reference may be from the solution of its problem.</summary>
/// <param name="Error">Largest |u − u*| over the closed domain, of any component.</param>
/// <param name="Method">How that is known, in one line.</param>
public sealed record Certificate(double Error, string Method)
{
    public string Method { get; init; } = Method ?? throw new ArgumentNullException(nameof(Method));

    /// <summary>∫u_k over the domain where it is known better than by quadrature; null where it is not.</summary>
    public Func<IReadOnlyList<Functional>>? Integrals { get; init; }

    /// <summary>What <see cref="Error"/> rests on, measured once more: the largest error, difference or rounding that is seen. Seconds, where a finer
    /// solution has to be computed for it.</summary>
    public Func<double>? Measure { get; init; }

    /// <summary>The error in two digits, rounded upwards: nothing is claimed that is not shown.</summary>
    public string Bound => Upwards(Error);

    /// <summary>A positive number in two digits, rounded upwards.</summary>
    public static string Upwards(double number)
    {
        var text = number.ToString("0.0e+0", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) >= number)
        {
            return text;
        }
        var exponent = (int)Math.Floor(Math.Log10(number));
        return (number + 0.1 * Math.Pow(10, exponent)).ToString("0.0e+0", CultureInfo.InvariantCulture);
    }
}
