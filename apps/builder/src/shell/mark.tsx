/** The mark of the product; its two dots are a start and a stop. */
export function Mark() {
  return (
    <svg className="logo" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="7" fill="var(--brand)" />
      <path
        d="M16.5 7H10a2.5 2.5 0 0 0 0 5h4a2.5 2.5 0 0 1 0 5H7.5"
        fill="none"
        stroke="var(--on-brand)"
        strokeWidth="1.9"
        strokeLinecap="round"
      />
      <circle cx="17" cy="7" r="2" fill="var(--on-brand)" />
      <circle cx="7" cy="17" r="1.3" fill="var(--brand)" stroke="var(--on-brand)" strokeWidth="1.6" />
    </svg>
  );
}
