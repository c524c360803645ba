namespace Thalweg.Reports.Wording;

/// <summary>What captions of roughness indices say of rounding.</summary>
internal static class ResolutionWords
{
    /// <param name="hidden">Slices that are not resolved.</param>
    /// <param name="isInDouble">Whether the losses are of single precision and the index is not.</param>
    /// <returns>Sentences after a blank each, or nothing.</returns>
    public static string Of(int hidden, int slices, bool isInDouble) =>
        (isInDouble ? " The losses are trained in single precision; the index is computed in double." : "")
        + (
            hidden > 0
                ? $" {Numerals.Integer(hidden)} of {Numerals.Integer(slices)} slices are not resolved, because rounding may be what their losses differ by, and are left out."
                : ""
        );
}
