"""Names for units: districts by province, communes, departments and what lies under them.

The names only make a log pleasant to read; a province that is not listed gets neutral ones.
"""

from __future__ import annotations

from types import MappingProxyType

DISTRICTS = MappingProxyType(
    {
        "Hải Phòng": (
            "quận Hồng Bàng", "quận Ngô Quyền", "quận Lê Chân", "quận Hải An", "quận Kiến An", "huyện An Dương",
            "huyện An Lão", "huyện Tiên Lãng", "huyện Vĩnh Bảo", "huyện Cát Hải",
        ),
        "Lai Châu": (
            "thành phố Lai Châu", "huyện Tam Đường", "huyện Phong Thổ", "huyện Sìn Hồ", "huyện Tân Uyên",
            "huyện Than Uyên", "huyện Nậm Nhùn", "huyện Mường Tè",
        ),
        "Long An": (
            "thành phố Tân An", "thị xã Kiến Tường", "huyện Bến Lức", "huyện Đức Hòa", "huyện Cần Giuộc",
            "huyện Cần Đước", "huyện Thủ Thừa", "huyện Tân Trụ", "huyện Châu Thành", "huyện Mộc Hóa",
        ),
        "Quảng Ninh": (
            "thành phố Hạ Long", "thành phố Cẩm Phả", "thành phố Uông Bí", "thành phố Móng Cái", "thị xã Quảng Yên",
            "huyện Vân Đồn", "huyện Tiên Yên", "huyện Đầm Hà", "huyện Hải Hà", "huyện Bình Liêu",
        ),
        "Tuyên Quang": (
            "thành phố Tuyên Quang", "huyện Sơn Dương", "huyện Yên Sơn", "huyện Hàm Yên", "huyện Chiêm Hóa",
            "huyện Na Hang", "huyện Lâm Bình",
        ),
    }
)  # fmt: skip
NEUTRAL_DISTRICTS = ("thành phố Trung Tâm", "thị xã Bình An", "huyện Đông Hà", "huyện Tây Sơn", "huyện Nam Hòa",
                     "huyện Bắc Sơn")  # fmt: skip
CENTRAL_CITIES = frozenset({"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh"})

COMMUNES = (
    "Tân Tiến", "An Hòa", "Quang Trung", "Bình Minh", "Hòa Bình", "Đông Sơn", "Phú Lộc", "Tân Lập", "Minh Khai",
    "Thanh Bình", "Hưng Đạo", "Lê Lợi", "Vĩnh Thịnh", "Long Sơn", "Yên Phú", "Trung Thành",
)  # fmt: skip

DEPARTMENTS = (
    "Sở Giáo dục và Đào tạo", "Sở Tài chính", "Sở Y tế", "Sở Nông nghiệp và Phát triển nông thôn", "Sở Tư pháp",
    "Sở Kế hoạch và Đầu tư", "Sở Xây dựng", "Sở Công Thương", "Sở Giao thông vận tải", "Sở Khoa học và Công nghệ",
    "Sở Tài nguyên và Môi trường", "Sở Văn hóa, Thể thao và Du lịch", "Sở Thông tin và Truyền thông",
    "Sở Lao động - Thương binh và Xã hội", "Thanh tra tỉnh",
)  # fmt: skip

SERVICE_UNITS = MappingProxyType(
    {
        "Sở Giáo dục và Đào tạo": ("Trường THPT {huyen}", "Trường THPT Chuyên {tinh}", "Trường THPT {xa}"),
        "Sở Tài chính": ("Trung tâm Tư vấn và Dịch vụ tài chính",),
        "Sở Y tế": ("Bệnh viện Đa khoa tỉnh", "Trung tâm Kiểm soát bệnh tật", "Trung tâm Y tế {huyen}"),
        "Sở Nông nghiệp và Phát triển nông thôn": ("Trung tâm Khuyến nông", "Ban Quản lý rừng phòng hộ {huyen}"),
        "Sở Tư pháp": ("Trung tâm Trợ giúp pháp lý nhà nước", "Phòng Công chứng số 1"),
        "Sở Khoa học và Công nghệ": ("Trung tâm Ứng dụng tiến bộ khoa học và công nghệ",),
        "Sở Tài nguyên và Môi trường": ("Văn phòng Đăng ký đất đai", "Trung tâm Quan trắc môi trường"),
        "Sở Văn hóa, Thể thao và Du lịch": ("Bảo tàng tỉnh", "Thư viện tỉnh", "Trung tâm Văn hóa - Nghệ thuật"),
        "Sở Thông tin và Truyền thông": ("Trung tâm Công nghệ thông tin và Truyền thông",),
    }
)
SUB_DEPARTMENTS = MappingProxyType(
    {
        "Sở Nông nghiệp và Phát triển nông thôn": (
            "Chi cục Kiểm lâm", "Chi cục Thủy lợi", "Chi cục Chăn nuôi và Thú y",
            "Chi cục Trồng trọt và Bảo vệ thực vật",
        ),
        "Sở Y tế": ("Chi cục An toàn vệ sinh thực phẩm", "Chi cục Dân số - Kế hoạch hóa gia đình"),
        "Sở Khoa học và Công nghệ": ("Chi cục Tiêu chuẩn Đo lường Chất lượng",),
        "Sở Tài nguyên và Môi trường": ("Chi cục Bảo vệ môi trường",),
        "Sở Nội vụ": ("Chi cục Văn thư - Lưu trữ",),
    }
)  # fmt: skip
PLAIN_NAMES = MappingProxyType(
    {
        "so_noi_vu": ("Sở Nội vụ",),
        "vp_ubnd_tinh": ("Văn phòng UBND {tinh}",),
        "vp_doan_dbqh_hdnd_tinh": ("Văn phòng Đoàn ĐBQH và HĐND {tinh}",),
        "vp_hdnd_tinh": ("Văn phòng HĐND {tinh}",),
        "dvsn_ubnd_tinh": (
            "Trường Cao đẳng {tinh}", "Đài Phát thanh và Truyền hình {tinh}",
            "Ban Quản lý dự án đầu tư xây dựng {tinh}",
        ),
        "hoi_dac_thu": ("Hội Chữ thập đỏ {tinh}", "Liên hiệp các Hội Khoa học và Kỹ thuật {tinh}", "Hội Đông y {tinh}"),
        "hoi_duoc_giao_so_luong": ("Hội Chữ thập đỏ {tinh}", "Hội Nhà báo {tinh}", "Liên minh Hợp tác xã {tinh}"),
        "co_quan_qlnn_khac": ("Ban Quản lý Khu kinh tế {tinh}", "Ban Dân tộc {tinh}"),
        "dvsn_chi_cuc": ("Hạt Kiểm lâm {huyen}", "Trạm Thủy lợi {huyen}", "Trung tâm Lưu trữ lịch sử"),
        "dvsn_dvsn": ("Phân hiệu {xa}", "Trạm Y tế {xa}", "Cơ sở 2 {xa}"),
        "dvsn_cap_huyen": ("Trường THCS {xa}", "Trường Tiểu học {xa}", "Trường Mầm non {xa}",
                           "Trung tâm Văn hóa, Thông tin và Thể thao {xa}"),
        "ubnd_cap_xa": ("UBND {cap_xa} {xa}",),
        "ubnd_cap_huyen": ("UBND {huyen}",),
        "bo_phan": ("Bộ phận {xa}",),
    }
)  # fmt: skip
OUTSIDE = (
    ("ngoai_tinh", "Sở Nội vụ tỉnh Bình Sơn"),
    ("ngoai_bo_nganh", "Vụ Tổ chức cán bộ của một bộ"),
    ("khoi_dang_doan_the", "Ban Tổ chức Tỉnh ủy"),
    ("ngoai_nha_nuoc", "Công ty cổ phần Phương Đông"),
)
"""Units of other systems, for those who come and go; none of them is bound by the regulation."""
