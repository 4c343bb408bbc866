/** The words that are explained, in the order in which one builds on the other, under headings. Each is an anchor. */
export const GLOSSARY = [
  { group: 'figure', terms: ['chi-so-hai-long', 'phieu-tra-loi', 'muc-hai-long', 'yeu-to', 'cach-tinh'] },
  { group: 'target', terms: ['muc-tieu', 'khoang-tin-cay', 'dat', 'chua-dat', 'chua-du-can-cu'] },
  { group: 'trust', terms: ['khong-cong-bo', 'can-xem-xet', 'ty-le-tra-loi', 'nguoi-khong-tra-loi'] },
  { group: 'time', terms: ['thay-doi-bo-cau-hoi', 'nhan-ket-qua', 'sap-nhap'] },
  { group: 'compare', terms: ['bieu-do-pheu', 'nhom-tuong-duong', 'khoang-thu-hang', 'cung-co-cau'] },
  { group: 'place', terms: ['co-quan', 'diem-giao-dich', 'linh-vuc', 'xuat-du-lieu'] },
] as const

export type GlossaryTerm = (typeof GLOSSARY)[number]['terms'][number]
