using System.Globalization;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Checks of options.</summary>
internal static class OptionValue
{
    /// <param name="advice">What to give instead.</param>
    public static void Require(bool isAllowed, string name, IFormattable value, string advice)
    {
        if (!isAllowed)
        {
            throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is {value.ToString(null, CultureInfo.InvariantCulture)}; give {advice}"
            );
        }
    }
}
